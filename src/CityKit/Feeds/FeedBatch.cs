using CityKit.Core;

namespace CityKit.Feeds;

/// <summary>What a utility or a vendor's platform sends at once (抄表批次).</summary>
/// <param name="Feed">The feed, known to the sensor register like a device.</param>
/// <param name="Id">The batch's id: a repeat is answered again and not stored again.</param>
/// <param name="Rows">The readings, in any order.</param>
public sealed record FeedBatch(DeviceId Feed, string Id, IReadOnlyList<RegisterReading> Rows)
{
    /// <summary>What sensors saw that are no registers, in any order.</summary>
    public IReadOnlyList<FeedObservation> Seen { get; init; } = [];

    internal int Count => Rows.Count + Seen.Count;
}
