namespace CityKit.Client.Operations;

/// <summary>How far the lanes of a device's outbox came (发件箱).</summary>
/// <param name="IsKnown">Whether a batch of it came.</param>
/// <param name="Alarm">The last sequence of the alarm lane; 0 before the first.</param>
/// <param name="Reading">The last sequence of the reading lane; 0 before the first.</param>
/// <param name="Retired">How many outboxes were in force before.</param>
public sealed record DeviceOutbox(bool IsKnown, long Alarm, long Reading, int Retired);
