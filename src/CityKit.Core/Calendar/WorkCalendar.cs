using System.Collections.Frozen;
using System.Text.Json;
using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Calendar;

/// <summary>The statutory working days of China (法定工作日历): Monday to Friday, except for the days that the yearly notices name.</summary>
/// <remarks>
/// Use the built-in one, and add a year's notice when it is published; in a hub, the command <c>PutCalendar</c> does. It is immutable, and
/// any number of threads may use one. A year without a notice is calculated as Monday to Friday: <see cref="IsKnown"/> says so. It has no
/// working hours; a <see cref="WorkClock"/> has.
/// </remarks>
/// <example><code>
/// var calendar = WorkCalendar.BuiltIn;
/// var day = new LocalDate(2026, 10, 1);
/// Console.WriteLine($"{calendar.NameOf(day)}: {(calendar.IsWorkDay(day) ? "work" : "off")}"); // 国庆节: off
/// if (calendar.MissingNotice(new LocalDate(2028, 5, 2)) is { } year) Console.WriteLine($"the notice of {year} is not known");
/// </code></example>
public sealed class WorkCalendar
{
    private const int MaxYears = 400;
    private const int LastSettledOfDecember = 24; // New Year's make-up days are on the weekend beside it
    private static readonly byte[] BuiltInText = Embedded();
    private static readonly Lazy<DateTimeZone> Shanghai = new(() => DateTimeZoneProviders.Tzdb["Asia/Shanghai"]);
    private readonly Lazy<FrozenDictionary<int, CalendarYear>> years;
    private readonly Lazy<FrozenDictionary<LocalDate, (CalendarDay Day, int Notice)>> days;

    private WorkCalendar(IEnumerable<CalendarYear> notices)
    {
        years = new(() => notices.ToFrozenDictionary(year => year.Year));
        days = new(() => NamedDays(Years).ToFrozenDictionary(day => day.Key, day => day.Value));
    }

    /// <summary>A calendar that knows no year: every deadline in working time is provisional.</summary>
    public static WorkCalendar Empty { get; } = new([]);

    /// <summary>The zone all city clocks run in: Asia/Shanghai.</summary>
    public static DateTimeZone Zone => Shanghai.Value;

    /// <summary>
    /// The calendar built in: 2024 to 2026, and 2027 once announced (holiday-cn, MIT). It is read when something asks for a day.
    /// </summary>
    public static WorkCalendar BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>The years whose notice is known, in order.</summary>
    public IReadOnlyList<int> KnownYears => [.. Years.Where(year => year.IsKnown).Select(year => year.Year).Order()];

    /// <summary>This calendar with one year added or replaced.</summary>
    public WorkCalendar With(CalendarYear year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return new WorkCalendar(Years.Where(old => old.Year != year.Year).Append(year));
    }

    /// <summary>
    /// Whether people work on that day. A day of an unknown year is judged as Monday to Friday: ask <see cref="IsKnown"/>.
    /// </summary>
    public bool IsWorkDay(LocalDate date) => days.Value.TryGetValue(date, out var named) ? !named.Day.IsOff
        : date.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday);

    /// <summary>What the notice calls a day, such as 国庆节; null for a day that it does not name.</summary>
    public string? NameOf(LocalDate date) => days.Value.TryGetValue(date, out var named) ? named.Day.Name : null;

    /// <summary>Whether that day is settled: no notice that is still to come can change it.</summary>
    public bool IsKnown(LocalDate date) => MissingNotice(date) is null;

    /// <summary>
    /// The year whose notice is not in this calendar and may still change that day; null when the day is settled. That is the day's own
    /// year, and for the last week of December the next one: the notice of a New Year also names the days off and make-up days before it.
    /// </summary>
    public int? MissingNotice(LocalDate date)
    {
        if (days.Value.TryGetValue(date, out var named) && named.Notice >= date.Year) return null;
        if (!Has(date.Year)) return date.Year;
        return date is { Month: 12, Day: > LastSettledOfDecember } && !Has(date.Year + 1) ? date.Year + 1 : null;
    }

    /// <summary>
    /// The whole calendar as UTF-8 JSON, <c>{"years": [...]}</c> with each year as its notice's file has it; the same calendar gives the
    /// same bytes.
    /// </summary>
    public byte[] ToUtf8()
    {
        if (this == BuiltIn) return [.. BuiltInText];
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8"/> wrote; null with what is wrong and where.</summary>
    public static WorkCalendar? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        errors = [];
        if (utf8.SequenceEqual(BuiltInText)) return BuiltIn;
        var years = ReadAll(utf8, out errors);
        return errors.Count == 0 ? new WorkCalendar(years) : null;
    }

    /// <summary>How many working days a year has.</summary>
    public int CountWorkDays(int year)
    {
        var count = 0;
        for (var date = new LocalDate(year, 1, 1); date.Year == year; date = date.PlusDays(1))
            if (IsWorkDay(date)) count++;
        return count;
    }

    /// <summary>Why a day that <see cref="MissingNotice"/> names a year for is not settled.</summary>
    internal LocalizedText WhyOpen(LocalDate date, int missing)
    {
        if (missing > date.Year) return new LocalizedText(
            $"{missing} 年节假日安排不在本日历中，仍可能调整 {date.Year} 年 12 月下旬的日子，期限暂定。",
            $"The notice for {missing} is not in this calendar and may still name days of late December {date.Year}.");
        return Years.Any(year => year.IsKnown && year.Year > missing)
            ? new LocalizedText($"本日历缺少 {missing} 年节假日安排（请补充），暂按周一至周五计算。",
                $"The holidays of {missing} are not in this calendar: add that year's notice. Calculated with Monday to Friday for now.")
            : new LocalizedText($"{missing} 年节假日安排尚未公布或未纳入本日历，暂按周一至周五计算。",
                $"The holidays of {missing} are not published, or not in this calendar yet; calculated with Monday to Friday for now.");
    }

    private static CalendarYear[] ReadAll(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        var years = reader.Objects("years", MaxYears).Select(CalendarYear.Read).ToArray();
        var twice = years.GroupBy(year => year.Year).FirstOrDefault(group => group.Count() > 1)?.Key;
        if (twice is not null)
            reader.Reject("years", new("每个年份只出现一次", "each year once"), found: new($"{twice} 出现两次", $"{twice} twice"));
        errors = reader.Errors;
        return years;
    }

    private IEnumerable<CalendarYear> Years => years.Value.Values;

    private bool Has(int year) => years.Value.TryGetValue(year, out var notice) && notice.IsKnown;

    // A file of year Y may name days of Y±1 (New Year bridges); a day's own year has the last word.
    private static Dictionary<LocalDate, (CalendarDay Day, int Notice)> NamedDays(IEnumerable<CalendarYear> years)
    {
        var named = new Dictionary<LocalDate, (CalendarDay, int)>();
        foreach (var year in years.OrderBy(year => year.Year))
            foreach (var day in year.Days)
                if (day.Date.Year == year.Year) named[day.Date] = (day, year.Year);
                else named.TryAdd(day.Date, (day, year.Year));
        return named;
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("years");
        foreach (var year in Years.OrderBy(year => year.Year)) Write(writer, year);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CalendarYear year)
    {
        writer.WriteStartObject();
        writer.WriteNumber("year", year.Year);
        writer.WriteStartArray("days");
        foreach (var day in year.Days)
        {
            writer.WriteStartObject();
            writer.WriteString("name", day.Name);
            writer.WriteString("date", LocalDatePattern.Iso.Format(day.Date));
            writer.WriteBoolean("isOffDay", day.IsOff);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<CalendarYear> ReadBuiltIn()
    {
        foreach (var year in ReadAll(BuiltInText, out _)) yield return year;
    }

    /// <summary>The files of <c>Data</c> as <see cref="ToUtf8"/> writes them; a test of the house holds the two together.</summary>
    private static byte[] Embedded()
    {
        using var stream = typeof(WorkCalendar).Assembly.GetManifestResourceStream("calendar.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
