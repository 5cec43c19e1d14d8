using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>
/// How much one batch may hold. Never more than <see cref="Max"/>, because what may be in flight is protected up to there.
/// </summary>
public sealed record BatchLimits
{
    /// <summary>The most there can be: the wire's limits, less the header.</summary>
    public static BatchLimits Max { get; } = new(WireLimits.Default.BatchEvents, WireLimits.Default.BatchBytes - HeaderRoom);

    private const int HeaderRoom = 4096;

    /// <summary>Limits on a batch.</summary>
    /// <param name="events">1 to 4,096 events.</param>
    /// <param name="bytes">Bytes of events, at least room for one; at most 1 MiB less the header.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public BatchLimits(int events, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(events, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, WireLimits.Default.BatchEvents);
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, EventCodec.MaxBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, WireLimits.Default.BatchBytes - HeaderRoom);
        (Events, Bytes) = (events, bytes);
    }

    /// <summary>The most events.</summary>
    public int Events { get; }

    /// <summary>The most bytes of events.</summary>
    public int Bytes { get; }

    /// <summary>Half of it, but never less than one event.</summary>
    public BatchLimits Halved() => new(Math.Max(1, Events / 2), Math.Max(EventCodec.MaxBytes, Bytes / 2));
}
