using CityKit.Partitions;

namespace CityKit.Samples.District.Judging;

/// <summary>The epochs of partitions over time: each rise is another opening, and none may fall.</summary>
internal sealed class EpochWatch
{
    private readonly Lock gate = new();
    private readonly Dictionary<PartitionId, long> now = [];
    private readonly List<EpochRise> rises = [];
    private readonly List<string> findings = [];

    /// <summary>Epochs that fell.</summary>
    internal IReadOnlyList<string> Findings
    {
        get { lock (gate) return [.. findings]; }
    }

    /// <summary>The epoch of a partition; 0 before it was opened.</summary>
    internal long Of(PartitionId partition)
    {
        lock (gate) return now.GetValueOrDefault(partition);
    }

    /// <summary>Notes the epoch of a partition.</summary>
    internal void Take(PartitionId partition, long epoch, long timestamp)
    {
        lock (gate)
        {
            var before = now.GetValueOrDefault(partition);
            if (epoch < before) findings.Add($"the epoch of {partition} fell from {before} to {epoch}");
            if (epoch > before) rises.Add(new EpochRise(partition, before, epoch, timestamp));
            now[partition] = epoch;
        }
    }

    /// <summary>The partitions that were opened in a span of time.</summary>
    internal IReadOnlySet<PartitionId> OpenedBetween(long from, long to)
    {
        lock (gate)
            return rises.Where(rise => rise.Timestamp >= from && rise.Timestamp <= to).Select(rise => rise.Partition).ToHashSet();
    }
}
