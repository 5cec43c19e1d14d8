using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Moments as the engine counts them: nanoseconds since 1970, kept far enough from the ends of 64 bits that any duration of a rule can be
/// added.
/// </summary>
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
    internal static long Span(Duration span)
    {
        var (days, ofDay) = (span.Days, span.NanosecondOfDay);
        if (days >= 366) return 366 * NodaConstants.NanosecondsPerDay;
        return days < 0 || ofDay < 0 ? 0 : days * NodaConstants.NanosecondsPerDay + ofDay;
    }
}
