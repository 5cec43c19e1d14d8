using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Journal;
using CityKit.Sqlite;

namespace CityKit.Edge.Guest;

/// <summary>The events in a hub's journal, as the device sent them.</summary>
internal sealed class HubJournal
{
    internal List<CityEvent> Alarms { get; } = [];

    internal List<CityEvent> Readings { get; } = [];

    internal Dictionary<(Lane, long), byte[]> Bytes { get; } = [];

    internal static async Task<HubJournal> ReadAsync(string file)
    {
        var journal = new HubJournal();
        await using var store = new SqliteCityStore(file);
        store.OpenReadOnly([]);
        await foreach (var entry in store.ReadJournalAsync(0, CancellationToken.None))
            if (entry.Kind == JournalKind.Batch) journal.Take(entry.Payload);
        return journal;
    }

    private void Take(ReadOnlyMemory<byte> envelope)
    {
        var signed = SignedBatch.Decode(envelope, out _)!;
        var batch = BatchCodec.Decode(signed.Batch, WireLimits.Default, out _)!;
        foreach (var one in batch.Events)
        {
            (batch.Header.Lane == Lane.Alarm ? Alarms : Readings).Add(one.Event!);
            Bytes[(batch.Header.Lane, one.Event!.Sequence)] = one.Bytes.ToArray();
        }
    }
}
