namespace CityKit.Core;

/// <summary>
/// A moment on a device: nanoseconds of the monotonic clock of one of its boots. Wall time comes from the batch header. <c>default</c> is
/// the start of the first boot.
/// </summary>
/// <param name="Boot">The boot's ordinal in this outbox, from 0; the batch header maps it to a boot id and wall time.</param>
/// <param name="Nanoseconds">CLOCK_MONOTONIC, 0 to 2^62 − 1 (146 years).</param>
public readonly record struct DeviceTime(int Boot, long Nanoseconds);
