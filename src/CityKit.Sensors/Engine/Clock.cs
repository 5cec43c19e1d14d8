using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>Moments as the engine counts them: nanoseconds since 1970, kept far enough from the ends of 64 bits that any duration of a rule can be added.</summary>
internal static class Clock
{
    internal static readonly long Earliest = Instant.FromUtc(1700, 1, 1, 0, 0).ToUnixNanoseconds();
    internal static readonly long Latest = Instant.FromUtc(2200, 1, 1, 0, 0).ToUnixNanoseconds();
    private static readonly Instant EarliestInstant = Instant.FromUtc(1700, 1, 1, 0, 0);
    private static readonly Instant LatestInstant = Instant.FromUtc(2200, 1, 1, 0, 0);

    internal static long Of(Instant at) => at <= EarliestInstant ? Earliest : at >= LatestInstant ? Latest : at.ToUnixNanoseconds();

    /// <summary>Whether a time was not moved to an end of the range.</summary>
    internal static bool IsInside(long nanoseconds) => nanoseconds > Earliest && nanoseconds < Latest;

    internal static Instant ToInstant(long nanoseconds) => InstantNanoseconds.FromUnixNanoseconds(nanoseconds);

    /// <summary>A span as the engine counts it: 0 to 366 days.</summary>
    internal static long Span(Duration span) => span <= Duration.Zero ? 0 : span >= Duration.FromDays(366) ? 366 * NodaConstants.NanosecondsPerDay : span.ToInt64Nanoseconds();
}
