using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Contacts;

/// <summary>When a person is not disturbed (免打扰时段): messages wait until it ends, except urgent ones.</summary>
/// <param name="From">When it begins, local time.</param>
/// <param name="Until">When it ends, local time; on the next day when it is not after <paramref name="From"/>.</param>
/// <param name="Except">What is at least this severe is sent at once.</param>
public sealed record QuietHours(LocalTime From, LocalTime Until, Severity Except)
{
    /// <summary>Until when a message waits; null when it is sent at once.</summary>
    /// <param name="severity">How much its matter counts; null when nothing is known, which waits.</param>
    /// <param name="at">When it would be sent.</param>
    /// <param name="zone">The person's time zone.</param>
    public Instant? HoldsUntil(Severity? severity, Instant at, DateTimeZone zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = at.InZone(zone).LocalDateTime;
        if (severity >= Except || DailySpan.StartOf(From, Until, local) is not { } start) return null;
        return (start + DailySpan.LengthOf(From, Until)).InZoneLeniently(zone).ToInstant();
    }
}
