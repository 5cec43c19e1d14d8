using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Intake;
using CityKit.Sensors.Register;

namespace CityKit.Partitions;

/// <summary>
/// Cuts a utility's batch into what each partition has of it: a row goes where its sensor is. Where that is, is asked for again when a row
/// has one that is not known, once a second for each feed at most.
/// </summary>
/// <param name="router">Finds sensors.</param>
/// <param name="count">How many partitions there are.</param>
/// <param name="time">The clock.</param>
internal sealed class FeedSplitter(CommandRouter router, int count, TimeProvider time)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<DeviceId, (IReadOnlyDictionary<SensorName, PartitionId> Sensors, long At)> known = [];

    /// <summary>
    /// The parts; a row whose sensor nobody has registered goes where the feed's own key is, which keeps it as undecided.
    /// </summary>
    /// <exception cref="IOException">A partition cannot be asked now.</exception>
    internal async ValueTask<IReadOnlyList<(PartitionId Partition, FeedBatch Part)>> SplitAsync(
        FeedBatch batch, CancellationToken cancellationToken)
    {
        var sensors = await FindAsync(batch, cancellationToken).ConfigureAwait(false);
        var other = PartitionKey.OfThing(batch.Feed.Value).In(count);
        var rows = batch.Rows.ToLookup(row => sensors.GetValueOrDefault(row.Register, other));
        var seen = batch.Seen.ToLookup(one => sensors.GetValueOrDefault(one.Sensor, other));
        PartitionId[] found = [.. rows.Select(part => part.Key).Union(seen.Select(part => part.Key)).Order()];
        return found is [] or [_] ? [(found.Length == 0 ? other : found[0], batch)]
            : [.. found.Select(part => (part, batch with { Rows = [.. rows[part]], Seen = [.. seen[part]] }))];
    }

    /// <summary>Has all feeds asked for again: their sensors changed.</summary>
    internal void Forget() => known.Clear();

    private async ValueTask<IReadOnlyDictionary<SensorName, PartitionId>> FindAsync(FeedBatch batch, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(batch.Feed, out var asked) && (time.GetElapsedTime(asked.At) < Again || HasAll(asked.Sensors, batch)))
            return asked.Sensors;
        var found = await router.WhereAsync(new SensorQuestion { Devices = [batch.Feed] }, cancellationToken).ConfigureAwait(false);
        var sensors = found.DistinctBy(one => one.Entry.Key.Sensor).ToDictionary(one => one.Entry.Key.Sensor, one => one.Partition);
        known[batch.Feed] = (sensors, time.GetTimestamp());
        return sensors;
    }

    private static bool HasAll(IReadOnlyDictionary<SensorName, PartitionId> sensors, FeedBatch batch) =>
        batch.Rows.All(row => sensors.ContainsKey(row.Register)) && batch.Seen.All(one => sensors.ContainsKey(one.Sensor));
}
