using NodaTime;

namespace CityKit.Core;

/// <summary>Maps one boot of a device to wall time: the instant at which its monotonic clock read zero.</summary>
/// <param name="Ordinal">The boot's number in this outbox, from 0.</param>
/// <param name="Boot">The boot.</param>
/// <param name="Zero">Wall time at monotonic zero, from the year 1823 to 2116; null while unknown.</param>
/// <param name="Quality">How far it can be trusted.</param>
public sealed record BootClock(int Ordinal, BootId Boot, Instant? Zero, ClockQuality Quality)
{
    /// <summary>Wall time of a moment of this boot; null while unknown.</summary>
    public Instant? ToInstant(long nanoseconds) => Zero?.PlusNanoseconds(nanoseconds);
}
