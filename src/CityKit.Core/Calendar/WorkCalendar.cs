using System.Collections.Frozen;
using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>The statutory working days of China (法定工作日历): Monday to Friday, but for the days the yearly notices name. Immutable.</summary>
public sealed class WorkCalendar
{
    private readonly FrozenDictionary<int, CalendarYear> years;
    private readonly FrozenDictionary<LocalDate, CalendarDay> days;

    private WorkCalendar(IEnumerable<CalendarYear> years)
    {
        this.years = years.ToFrozenDictionary(year => year.Year);
        days = NamedDays(this.years.Values).ToFrozenDictionary(day => day.Key, day => day.Value);
    }

    /// <summary>A calendar that knows no year: every deadline in working time is provisional.</summary>
    public static WorkCalendar Empty { get; } = new([]);

    /// <summary>The zone all city clocks run in: Asia/Shanghai.</summary>
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Asia/Shanghai"];

    /// <summary>The calendar built in: 2024 to 2026, and 2027 once announced (holiday-cn, MIT).</summary>
    public static WorkCalendar BuiltIn { get; } = new(EmbeddedYears());

    /// <summary>The years whose notice is known, in order.</summary>
    public IReadOnlyList<int> KnownYears => [.. years.Values.Where(year => year.IsKnown).Select(year => year.Year).Order()];

    /// <summary>This calendar with one year added or replaced.</summary>
    public WorkCalendar With(CalendarYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return new WorkCalendar(years.Values.Where(old => old.Year != year.Year).Append(year));
    }

    /// <summary>Whether people work on that day. A day of an unknown year is judged as Monday to Friday: ask <see cref="IsKnown"/>.</summary>
    public bool IsWorkDay(LocalDate date) =>
        days.TryGetValue(date, out var named) ? !named.IsOff : date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    /// <summary>Whether that day's standing is settled: its year is announced, or a neighbouring year's notice names it.</summary>
    public bool IsKnown(LocalDate date) => days.ContainsKey(date) || (years.TryGetValue(date.Year, out var year) && year.IsKnown);

    /// <summary>How many working days a year has.</summary>
    public int CountWorkDays(int year)
    {
        var count = 0;
        for (var date = new LocalDate(year, 1, 1); date.Year == year; date = date.PlusDays(1))
            if (IsWorkDay(date)) count++;
        return count;
    }

    // A file of year Y may name days of Y±1 (New Year bridges); a day's own year has the last word.
    private static Dictionary<LocalDate, CalendarDay> NamedDays(IEnumerable<CalendarYear> years)
    {
        var named = new Dictionary<LocalDate, CalendarDay>();
        foreach (var year in years.OrderBy(year => year.Year))
            foreach (var day in year.Days)
                if (day.Date.Year == year.Year) named[day.Date] = day;
                else named.TryAdd(day.Date, day);
        return named;
    }

    private static IEnumerable<CalendarYear> EmbeddedYears()
    {
        var assembly = typeof(WorkCalendar).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("calendar/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return CalendarYear.Read(bytes, out var errors) ?? throw new InvalidOperationException($"{name}: {string.Join("; ", errors)}");
        }
    }
}
