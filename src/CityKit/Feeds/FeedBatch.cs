using CityKit.Core;

namespace CityKit.Feeds;

/// <summary>What a utility sends at once (抄表批次).</summary>
/// <param name="Feed">The feed, known to the sensor register like a device.</param>
/// <param name="Id">The batch's id: a repeat is answered again and not stored again.</param>
/// <param name="Rows">The readings, in any order.</param>
public sealed record FeedBatch(DeviceId Feed, string Id, IReadOnlyList<RegisterReading> Rows);
