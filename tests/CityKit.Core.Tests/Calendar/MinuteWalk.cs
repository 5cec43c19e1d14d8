using System.Globalization;
using System.Text;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Tests.Calendar;

/// <summary>
/// Three invented years as one flag a minute, and deadlines found by walking over them: it shares no line with the clock it judges.
/// A seed gives holidays, make-up days, hours with and without lunch, and none to two seasons, one of them over the turn of the year.
/// </summary>
internal sealed class MinuteWalk
{
    private const int Day = 24 * 60;
    private static readonly DateTime Begin = new(2030, 1, 1);
    private static readonly DateTime End = new(2033, 1, 1);
    private static readonly string[] Days =
    [
        "08:00-12:00,14:00-18:00", "09:00-17:30", "08:30-12:00,13:30-17:00", "08:00-11:30,15:00-18:30",
        "06:00-10:00,16:00-20:00,21:00-22:00",
    ];
    private static readonly (string From, string To)[] Winters = [("11-01", "03-31"), ("12-15", "02-29")];
    private static readonly (string From, string To)[] Summers = [("06-01", "09-30"), ("07-15", "07-15"), ("05-01", "10-07")];

    private readonly Dictionary<string, bool> offOrOn = [];
    private readonly List<(string From, string To, string Hours)> seasons = [];
    private readonly string usual;
    private readonly bool[] counts = new bool[(int)(End - Begin).TotalMinutes];

    internal MinuteWalk(Random random)
    {
        usual = Pick(random, Days);
        if (random.Next(3) > 0) Add(Pick(random, Summers), random);
        if (random.Next(3) > 0) Add(Pick(random, Winters), random);
        for (var year = Begin.Year; year < End.Year; year++) Invent(year, random);
        for (var day = 0; day < counts.Length; day += Day) Mark(day);
    }

    internal int Length => counts.Length;

    public override string ToString() => $"{usual}; {string.Join("; ", seasons)}";

    internal WorkClock Clock(WorkDayReading reading) => new(Calendar(), WorkHours.Parse(usual), reading,
        [.. seasons.Select(season => new WorkSeason(Annual(season.From), Annual(season.To), WorkHours.Parse(season.Hours)))]);

    internal static Instant At(int minute) =>
        LocalDateTime.FromDateTime(Begin.AddMinutes(minute)).InZoneStrictly(WorkCalendar.Zone).ToInstant();

    internal int After(int start, WorkLimit limit, WorkDayReading reading) => limit.Unit switch
    {
        LimitUnit.Minute => start + limit.Amount,
        LimitUnit.UrgentHour => start + (limit.Amount * 60),
        LimitUnit.UrgentDay or LimitUnit.NaturalDay => start + (limit.Amount * Day),
        LimitUnit.WorkHour => Walk(start, limit.Amount * 60),
        _ when reading == WorkDayReading.EndOfNthDay => EndOfDay(start, limit.Amount),
        _ => Walk(start, limit.Amount * Between(DayOf(FirstCounted(start)), DayOf(FirstCounted(start)) + Day)),
    };

    internal int Resume(int due, int paused, int resumed, LimitUnit unit, WorkDayReading reading)
    {
        if (due <= paused) return due;
        if (unit is not (LimitUnit.WorkHour or LimitUnit.WorkDay)) return due + resumed - paused;
        return unit == LimitUnit.WorkDay && reading == WorkDayReading.EndOfNthDay
            ? EndOfDay(resumed, WorkDays(paused, due)) : Walk(resumed, Between(paused, due));
    }

    internal int Between(int from, int to) => counts.AsSpan(from, Math.Max(0, to - from)).Count(true);

    private int Walk(int start, int minutes)
    {
        for (var minute = start; minutes > 0; minute++)
            if (counts[minute] && --minutes == 0) return minute + 1;
        return start;
    }

    // The end of a day's work is the end of its last minute that counts.
    private int EndOfDay(int start, int days)
    {
        if (days == 0) return LastCounted(FirstCounted(Math.Max(0, start - 1))) + 1; // at the very end of work it is now
        var day = DayOf(start);
        while (days > 0)
            if (Between(day += Day, day + Day) > 0) days--;
        return LastCounted(day) + 1;
    }

    private int WorkDays(int from, int to)
    {
        var count = 0;
        for (var day = DayOf(from) + Day; day <= to; day += Day)
            if (Between(day, day + Day) > 0) count++;
        return count;
    }

    private int FirstCounted(int start) => start + counts.AsSpan(start).IndexOf(true);

    private int LastCounted(int minute) => DayOf(minute) + counts.AsSpan(DayOf(minute), Day).LastIndexOf(true);

    private static int DayOf(int minute) => minute / Day * Day;

    private void Mark(int day)
    {
        var at = Begin.AddMinutes(day);
        if (!offOrOn.TryGetValue(Text(at, "yyyy-MM-dd"), out var on)) on = at.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
        var spans = on ? HoursOf(Text(at, "MM-dd")).Split(',') : [];
        foreach (var span in spans) counts.AsSpan((day + MinuteOf(span[..5]))..(day + MinuteOf(span[6..]))).Fill(true);
    }

    private string HoursOf(string day)
    {
        foreach (var (from, to, hours) in seasons)
        {
            var (late, early) = (string.CompareOrdinal(day, from) >= 0, string.CompareOrdinal(day, to) <= 0);
            if (string.CompareOrdinal(from, to) <= 0 ? late && early : late || early) return hours;
        }
        return usual;
    }

    private static int MinuteOf(string time) => (int)TimeSpan.Parse(time, CultureInfo.InvariantCulture).TotalMinutes;

    private void Add((string From, string To) season, Random random) => seasons.Add((season.From, season.To, Pick(random, Days)));

    private void Invent(int year, Random random)
    {
        offOrOn[$"{year}-01-01"] = false;
        for (var holiday = 0; holiday < 8; holiday++)
        {
            var first = new DateTime(year, 1, 1).AddDays(random.Next(365));
            for (var n = random.Next(1, 8); n > 0 && first.Year == year; n--, first = first.AddDays(1))
                offOrOn[Text(first, "yyyy-MM-dd")] = false;
            var bridge = new DateTime(year, 1, 1).AddDays(random.Next(365));
            if (bridge.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) offOrOn[Text(bridge, "yyyy-MM-dd")] = true;
        }
    }

    private WorkCalendar Calendar()
    {
        var calendar = WorkCalendar.Empty;
        foreach (var year in offOrOn.GroupBy(day => day.Key[..4])) calendar = calendar.With(Notice(year.Key, year));
        return calendar;
    }

    private static CalendarYear Notice(string year, IEnumerable<KeyValuePair<string, bool>> days)
    {
        var rows = days.Select(day => $$"""{"name": "x", "date": "{{day.Key}}", "isOffDay": {{(day.Value ? "false" : "true")}}}""");
        var text = $$"""{"year": {{year}}, "days": [{{string.Join(',', rows)}}]}""";
        return CalendarYear.Read(Encoding.UTF8.GetBytes(text), out _) ?? throw new InvalidOperationException(text);
    }

    private static AnnualDate Annual(string text) => AnnualDatePattern.Iso.Parse(text).Value;

    private static string Text(DateTime at, string form) => at.ToString(form, CultureInfo.InvariantCulture);

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
