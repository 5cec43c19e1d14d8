using System.Diagnostics;
using CityKit.Core;
using CityKit.Partitions;

namespace CityKit.Samples.District.Judging;

/// <summary>How long partitions gave no answer.</summary>
/// <param name="answers">When which device was answered.</param>
/// <param name="homeOf">The partition that a device is in.</param>
internal sealed class Silences(IEnumerable<(DeviceId Device, long Timestamp)> answers, Func<DeviceId, PartitionId?> homeOf)
{
    private readonly ILookup<PartitionId, long> byPartition = answers
        .Select(answer => (Home: homeOf(answer.Device), answer.Timestamp)).Where(answer => answer.Home is not null)
        .ToLookup(answer => answer.Home!.Value, answer => answer.Timestamp);

    /// <summary>The partition of a device; null when it is not known.</summary>
    internal PartitionId? HomeOf(DeviceId device) => homeOf(device);

    /// <summary>The longest silence of each partition that ended in a span of time.</summary>
    internal IReadOnlyDictionary<PartitionId, TimeSpan> Longest(long from, long to) =>
        byPartition.ToDictionary(partition => partition.Key, partition => Longest([.. partition.Order()], from, to));

    /// <summary>How long after a moment the first answer of anybody came; null when none came.</summary>
    internal TimeSpan? FirstAfter(long moment)
    {
        var after = byPartition.SelectMany(partition => partition).Where(answer => answer > moment).DefaultIfEmpty(0).Min();
        return after == 0 ? null : Stopwatch.GetElapsedTime(moment, after);
    }

    private static TimeSpan Longest(long[] sorted, long from, long to) => sorted.Zip(sorted.Skip(1))
        .Where(pair => pair.Second >= from && pair.Second <= to)
        .Select(pair => Stopwatch.GetElapsedTime(pair.First, pair.Second)).DefaultIfEmpty(TimeSpan.Zero).Max();
}
