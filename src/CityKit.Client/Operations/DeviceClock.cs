using NodaTime;

namespace CityKit.Client.Operations;

/// <summary>What a device's latest batch said of its clock (设备时钟).</summary>
/// <param name="Quality"><c>synchronized</c>, <c>realTimeClock</c> or <c>unknown</c>.</param>
public sealed record DeviceClock(string Quality)
{
    /// <summary>The time of the batch's first event, by the device; null while it knows none.</summary>
    public Instant? Oldest { get; init; }

    /// <summary>The time of the batch's last event, by the device; null while it knows none.</summary>
    public Instant? Newest { get; init; }
}
