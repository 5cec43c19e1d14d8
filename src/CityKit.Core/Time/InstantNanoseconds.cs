using NodaTime;

namespace CityKit.Core.Time;

/// <summary>Instants as nanoseconds since 1970, the form they have on the wire and in files (good until the year 2262).</summary>
public static class InstantNanoseconds
{
    private static readonly Instant UnixEpoch = default; // NodaConstants would set up calendars for it

    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    /// <exception cref="OverflowException">The instant is outside 1677 to 2262.</exception>
    public static long ToUnixNanoseconds(this Instant instant) => (instant - UnixEpoch).ToInt64Nanoseconds();

    /// <summary>The instant so many nanoseconds after 1970-01-01T00:00:00Z.</summary>
    public static Instant FromUnixNanoseconds(long nanoseconds) => UnixEpoch.PlusNanoseconds(nanoseconds);
}
