using NodaTime;

namespace CityKit.Contacts;

/// <summary>A span of each day, which may go over midnight; one that begins when it ends is a whole day.</summary>
internal static class DailySpan
{
    /// <summary>When the span that holds a moment began; null when none does.</summary>
    internal static LocalDateTime? StartOf(LocalTime from, LocalTime until, LocalDateTime at)
    {
        var today = at.Date.At(from);
        if (Holds(today, from, until, at)) return today;
        var yesterday = today.PlusDays(-1);
        return Holds(yesterday, from, until, at) ? yesterday : null;
    }

    internal static Period LengthOf(LocalTime from, LocalTime until)
    {
        var nanoseconds = until.NanosecondOfDay - from.NanosecondOfDay;
        return Period.FromNanoseconds(nanoseconds > 0 ? nanoseconds : nanoseconds + NodaConstants.NanosecondsPerDay);
    }

    private static bool Holds(LocalDateTime start, LocalTime from, LocalTime until, LocalDateTime at) =>
        at >= start && at < start + LengthOf(from, until);
}
