using CityKit.Core;

namespace CityKit.Devices;

/// <summary>
/// Events that the hub had answered for and does not have (缺失事件): it was restored from an older copy, and the device has not sent them
/// again yet.
/// </summary>
/// <param name="Device">The device.</param>
/// <param name="Outbox">Its outbox.</param>
/// <param name="Lane">The lane.</param>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record MissingEvents(DeviceId Device, OutboxId Outbox, Lane Lane, long From, long To)
{
    /// <summary>How many.</summary>
    public long Count => To - From + 1;
}
