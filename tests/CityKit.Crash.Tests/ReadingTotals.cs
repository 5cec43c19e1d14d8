using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Journal;
using CityKit.Storage;

namespace CityKit.Crash.Tests;

/// <summary>What a hub's journal has of readings: for each sensor how many, their sum, and the time they cover.</summary>
internal static class ReadingTotals
{
    internal static async Task<IReadOnlyList<string>> ReadAsync(ICityStore store)
    {
        var totals = new SortedDictionary<string, (long Count, long Sum, long Nanoseconds)>(StringComparer.Ordinal);
        await foreach (var entry in store.ReadJournalAsync(0, CancellationToken.None))
            if (entry.Kind == JournalKind.Batch)
                foreach (var (sensor, read) in ReadingsOf(entry))
                {
                    var before = totals.GetValueOrDefault(sensor);
                    totals[sensor] = (before.Count + 1, before.Sum + read.Value, before.Nanoseconds + read.SpanNanoseconds);
                }
        return [.. totals.Select(total => $"{total.Key}: {total.Value}")];
    }

    private static IEnumerable<(string Sensor, CityEvent Read)> ReadingsOf(JournalEntry entry)
    {
        var batch = BatchCodec.Decode(SignedBatch.Decode(entry.Payload, out _)!.Batch, WireLimits.Default, out _)!;
        return batch.Events.Where(one => one.Event!.Kind == EventKind.Reading)
            .Select(one => ($"{batch.Header.Device}/{one.Event!.Sensor}", one.Event!));
    }
}
