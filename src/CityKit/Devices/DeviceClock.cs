using CityKit.Core;
using NodaTime;

namespace CityKit.Devices;

/// <summary>
/// What a device's latest batch said of its clock and of what waited in its outbox (设备时钟与积压): how long its events had waited is
/// <see cref="DeviceRecord.HeardAt"/> less these times, as far as the clock is right.
/// </summary>
/// <param name="Quality">How far the clock of the boot of the newest event can be trusted.</param>
/// <param name="Oldest">The time of its first event, by the device; null while the device knows none.</param>
/// <param name="Newest">The time of its last event, by the device; null while the device knows none.</param>
public sealed record DeviceClock(ClockQuality Quality, Instant? Oldest, Instant? Newest)
{
    /// <summary>Nothing came yet.</summary>
    public static DeviceClock Unknown { get; } = new(ClockQuality.Unknown, null, null);
}
