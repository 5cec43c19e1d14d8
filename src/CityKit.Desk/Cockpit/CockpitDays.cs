using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Cockpit;

/// <summary>Whole days by the city's clock.</summary>
/// <param name="First">The first.</param>
/// <param name="End">The day after the last.</param>
public sealed record CockpitDays(LocalDate First, LocalDate End)
{
    /// <summary>The most days of a period.</summary>
    public const int Most = 366;

    /// <summary>How many.</summary>
    internal int Count => Period.DaysBetween(First, End);

    internal Instant From => StartOf(First);

    internal Instant Until => StartOf(End);

    /// <summary>Every day.</summary>
    internal IEnumerable<LocalDate> All => Enumerable.Range(0, Count).Select(First.PlusDays);

    internal static CockpitDays Of(CockpitPeriod period, LocalDate today) => period switch
    {
        CockpitPeriod.Today => new(today, today.PlusDays(1)),
        CockpitPeriod.Month => new(new LocalDate(today.Year, today.Month, 1), new LocalDate(today.Year, today.Month, 1).PlusMonths(1)),
        _ => new(today.PlusDays(-6), today.PlusDays(1)),
    };

    /// <summary>As many days, or months, that many times before.</summary>
    internal CockpitDays Before(int times) => First.Day == 1 && End.Day == 1
        ? new(First.PlusMonths(-times * Months), End.PlusMonths(-times * Months))
        : new(First.PlusDays(-times * Count), End.PlusDays(-times * Count));

    internal string FromText => InstantPattern.ExtendedIso.Format(From);

    internal string UntilText => InstantPattern.ExtendedIso.Format(Until);

    private int Months => (End.Year - First.Year) * 12 + End.Month - First.Month;

    private static Instant StartOf(LocalDate day) => WorkCalendar.Zone.AtStartOfDay(day).ToInstant();
}
