using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Calendar;

/// <summary>One year's notice on holidays (节假日安排), in the format of holiday-cn. It may name days of the year before or after.</summary>
public sealed class CalendarYear
{
    private const int MaxDays = 400;

    private CalendarYear(int year, IReadOnlyList<CalendarDay> days) => (Year, Days) = (year, days);

    /// <summary>The year.</summary>
    public int Year { get; }

    /// <summary>The days the notice names; none while it is not published.</summary>
    public IReadOnlyList<CalendarDay> Days { get; }

    /// <summary>Whether the notice is published: an empty list means not yet.</summary>
    public bool IsKnown => Days.Count > 0;

    /// <summary>Reads a year's file; null with what is wrong and where. Members it does not need are ignored.</summary>
    public static CalendarYear? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        var year = Read(reader);
        errors = reader.Errors;
        return errors.Count == 0 ? year : null;
    }

    internal static CalendarYear Read(ConfigReader reader)
    {
        var year = (int)reader.Integer("year", 1949, 9998);
        return new CalendarYear(year, reader.Objects("days", MaxDays).Select(day => ReadDay(day, year)).ToArray());
    }

    private static CalendarDay ReadDay(ConfigReader reader, int year)
    {
        LocalDatePattern.Iso.Parse(reader.Text("date", 10)).TryGetValue(new LocalDate(1, 1, 1), out var date);
        if (Math.Abs(date.Year - year) > 1)
            reader.Reject("date", new($"{year} 年前后一年内的日期 YYYY-MM-DD", $"a date YYYY-MM-DD within a year of {year}"));
        if (!reader.Has("isOffDay")) reader.Reject("isOffDay", ConfigReader.TrueOrFalse);
        return new CalendarDay(date, reader.Text("name", 64), reader.Flag("isOffDay"));
    }
}
