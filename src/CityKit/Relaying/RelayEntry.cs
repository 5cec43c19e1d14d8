using CityKit.Core.Wire;
using CityKit.Feeds;
using NodaTime;

namespace CityKit.Relaying;

/// <summary>Of an entry of a partition's journal, what rules over the whole city are about.</summary>
/// <param name="Partition">The partition by name.</param>
/// <param name="Number">The entry.</param>
/// <param name="ReceivedAt">When the partition took it in, by its clock.</param>
internal sealed record RelayEntry(string Partition, long Number, Instant ReceivedAt)
{
    /// <summary>Of a device's batch, the events; null for none.</summary>
    internal EventBatch? Events { get; init; }

    /// <summary>Of a utility's batch, the readings; null for none.</summary>
    internal FeedBatch? Readings { get; init; }
}
