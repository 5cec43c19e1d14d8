using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>When somebody works: hours of the day, on working days or on every day. No work is done in between.</summary>
/// <param name="From">The hour it begins.</param>
/// <param name="To">The hour it ends; 24 is midnight.</param>
/// <param name="EveryDay">Whether it is on days off too.</param>
internal sealed record Shift(int From, int To, bool EveryDay)
{
    /// <summary>Around the clock.</summary>
    internal static Shift Always { get; } = new(0, 24, true);

    /// <summary>What a department's day is.</summary>
    internal static Shift Office { get; } = new(8, 18, false);

    /// <summary>The first moment of work from a moment on.</summary>
    internal Instant First(Instant from) => After(from, Duration.Zero);

    /// <summary>When so much work is done that begins at a moment.</summary>
    internal Instant After(Instant from, Duration work)
    {
        var local = from.InZone(WorkCalendar.Zone).LocalDateTime;
        for (var date = local.Date; ; date = date.PlusDays(1))
        {
            if (!EveryDay && !WorkCalendar.BuiltIn.IsWorkDay(date)) continue;
            var (begin, end) = (Instant.Max(from, At(date, From)), At(date, To));
            if (begin >= end) continue;
            if (begin + work <= end) return begin + work;
            work -= end - begin;
        }
    }

    private static Instant At(LocalDate date, int hour) =>
        date.AtStartOfDayInZone(WorkCalendar.Zone).ToInstant() + Duration.FromHours(hour);
}
