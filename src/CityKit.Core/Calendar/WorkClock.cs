using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>
/// Calculates deadlines (计时): a limit counted over working hours and working days, or over continuous time. Pure and immutable.
/// </summary>
/// <remarks>
/// Use it where a limit has to become a moment; a hub does so for every work item. It is immutable, and any number of threads may use one.
/// It has no timer and asks no clock: every moment is given. A deadline that an unpublished notice may still move is marked provisional,
/// and says why.
/// </remarks>
/// <param name="calendar">The working days.</param>
/// <param name="hours">The working hours of a day.</param>
/// <param name="reading">How "n working days" is read.</param>
/// <param name="seasons">
/// Parts of the year with other working hours; a day in two of them goes by the first. A working day of <see cref="LimitUnit.WorkDay"/> is
/// then as long as the first day that it counts.
/// </param>
/// <example><code>
/// var clock = new WorkClock(WorkCalendar.BuiltIn, WorkHours.Default); // 08:00-12:00, 14:00-18:00
/// var due = clock.After(now, WorkLimit.Parse("4 work hours"));
/// Console.WriteLine($"{due.At}{(due.Provisional ? $", provisional: {due.Reason!.En}" : "")}");
/// Console.WriteLine(clock.LeftUntil(due.At, LimitUnit.WorkHour, now));
/// </code></example>
public sealed class WorkClock(
    WorkCalendar calendar, WorkHours hours, WorkDayReading reading = WorkDayReading.WorkingHours, IReadOnlyList<WorkSeason>? seasons = null)
{
    /// <summary>The most days that <see cref="DaysBetween"/> gives.</summary>
    public const int MostDays = 62;

    private static readonly DateTimeZone Zone = WorkCalendar.Zone;

    /// <summary>The deadline of a limit that starts now.</summary>
    public Deadline After(Instant start, WorkLimit limit) => limit.Unit switch
    {
        LimitUnit.WorkHour => AddWorkTime(start, Duration.FromHours(limit.Amount)),
        LimitUnit.WorkDay when reading == WorkDayReading.EndOfNthDay => EndOfWorkDay(start, limit.Amount),
        LimitUnit.WorkDay => AddWorkTime(start, FirstDay(start).PerDay * limit.Amount),
        _ => Settled(start + limit.Continuous()),
    };

    /// <summary>The deadline after a pause (挂账): what was left when it began is left when it ends.</summary>
    /// <param name="deadline">The deadline before the pause.</param>
    /// <param name="pausedAt">When the clock stopped.</param>
    /// <param name="resumedAt">When it ran again.</param>
    /// <param name="unit">The limit's unit, which says what time counts.</param>
    public Deadline Resume(Deadline deadline, Instant pausedAt, Instant resumedAt, LimitUnit unit)
    {
        var resumed = ResumeFrom(deadline.At, pausedAt, resumedAt, unit);
        return deadline.Provisional && !resumed.Provisional ? resumed with { Provisional = true, Reason = deadline.Reason } : resumed;
    }

    /// <summary>How long it is until a deadline, or since it passed.</summary>
    /// <param name="due">The deadline.</param>
    /// <param name="unit">The limit's unit, which says what time counts.</param>
    /// <param name="now">The moment to judge it at.</param>
    public TimeLeft LeftUntil(Instant due, LimitUnit unit, Instant now)
    {
        var working = now <= due ? WorkTimeBetween(now, due) : -WorkTimeBetween(due, now);
        return new TimeLeft(due - now, working, unit is LimitUnit.WorkHour or LimitUnit.WorkDay);
    }

    /// <summary>Working time between two moments; zero when the second is not later.</summary>
    public Duration WorkTimeBetween(Instant from, Instant to)
    {
        var (start, end) = (from.InZone(Zone).LocalDateTime, to.InZone(Zone).LocalDateTime);
        var sum = Duration.Zero;
        for (var date = start.Date; date <= end.Date; date = date.PlusDays(1))
            if (calendar.IsWorkDay(date)) sum += WorkTimeOn(date, start, end);
        return sum;
    }

    /// <summary>Working days from the day after one moment up to the day of another; 0 when that is not later.</summary>
    public int WorkDaysBetween(Instant from, Instant to)
    {
        var (count, last) = (0, to.InZone(Zone).Date);
        for (var date = from.InZone(Zone).Date.PlusDays(1); date <= last; date = date.PlusDays(1))
            if (calendar.IsWorkDay(date)) count++;
        return count;
    }

    /// <summary>
    /// The days from one moment to another as this clock counts them, the day of each included; at most <see cref="MostDays"/>.
    /// </summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; before <paramref name="from"/> there is no day.</param>
    public IReadOnlyList<ClockDay> DaysBetween(Instant from, Instant to)
    {
        var (days, last) = (new List<ClockDay>(), to.InZone(Zone).Date);
        for (var date = from.InZone(Zone).Date; date <= last && days.Count < MostDays; date = date.PlusDays(1))
            days.Add(new ClockDay(date, calendar.IsWorkDay(date), calendar.NameOf(date)) { Spans = SpansOn(date) });
        return days;
    }

    private IReadOnlyList<Interval> SpansOn(LocalDate date) => !calendar.IsWorkDay(date) ? []
        : [.. HoursOn(date).Spans.ToArray().Select(span => new Interval(AtOn(date, span.From), AtOn(date, span.To)))];

    private static Instant AtOn(LocalDate date, LocalTime time) => (date + time).InZoneLeniently(Zone).ToInstant();

    private Deadline ResumeFrom(Instant due, Instant pausedAt, Instant resumedAt, LimitUnit unit)
    {
        if (due <= pausedAt) return Settled(due);
        if (unit == LimitUnit.WorkDay && reading == WorkDayReading.EndOfNthDay)
            return EndOfWorkDay(resumedAt, WorkDaysBetween(pausedAt, due));
        return unit is LimitUnit.WorkHour or LimitUnit.WorkDay
            ? AddWorkTime(resumedAt, WorkTimeBetween(pausedAt, due))
            : Settled(due + (resumedAt - pausedAt));
    }

    private Duration WorkTimeOn(LocalDate date, LocalDateTime start, LocalDateTime end)
    {
        var sum = Duration.Zero;
        foreach (var (from, to) in HoursOn(date).Spans)
        {
            var first = LocalDateTime.Max(date + from, start);
            var last = LocalDateTime.Min(date + to, end);
            if (last > first) sum += OfOneDay(first, last);
        }
        return sum;
    }

    /// <summary>The time between two moments of one day, in whole ticks.</summary>
    private static Duration OfOneDay(LocalDateTime from, LocalDateTime to) =>
        Duration.FromTicks((to.NanosecondOfDay - from.NanosecondOfDay) / NodaConstants.NanosecondsPerTick);

    // Time left runs out at the end of a span, not at the start of the next: 17:00 + 1 h is 18:00.
    private Deadline AddWorkTime(Instant start, Duration amount)
    {
        if (amount == Duration.Zero) return Settled(start);
        var (local, left, why) = (start.InZone(Zone).LocalDateTime, amount, (LocalizedText?)null);
        for (var date = local.Date; ; date = date.PlusDays(1))
        {
            why ??= WhyOpen(date);
            if (calendar.IsWorkDay(date) && RunsOutOn(date, local, ref left) is { } end) return Made(end, why);
        }
    }

    private LocalDateTime? RunsOutOn(LocalDate date, LocalDateTime start, ref Duration left)
    {
        foreach (var (from, to) in HoursOn(date).Spans)
        {
            var first = LocalDateTime.Max(date + from, start);
            if (first >= date + to) continue;
            var length = OfOneDay(first, date + to);
            if (left <= length) return first.PlusTicks(left.BclCompatibleTicks);
            left -= length;
        }
        return null;
    }

    // With no day to count it is the end of work that comes next, which is another day's when today's work is over.
    private Deadline EndOfWorkDay(Instant start, int count)
    {
        var (local, why) = (start.InZone(Zone).LocalDateTime, (LocalizedText?)null);
        var (date, left) = count == 0 ? (local.Date, 1) : (local.Date.PlusDays(1), count);
        for (; ; date = date.PlusDays(1))
        {
            why ??= WhyOpen(date);
            if (calendar.IsWorkDay(date) && local <= EndOf(date) && --left == 0) return Made(EndOf(date), why);
        }
    }

    /// <summary>The hours of the first day on which working time counts.</summary>
    private WorkHours FirstDay(Instant start)
    {
        var local = start.InZone(Zone).LocalDateTime;
        for (var date = local.Date; ; date = date.PlusDays(1))
            if (calendar.IsWorkDay(date) && local < EndOf(date)) return HoursOn(date);
    }

    private LocalDateTime EndOf(LocalDate date) => date + HoursOn(date).End;

    private WorkHours HoursOn(LocalDate date)
    {
        foreach (var season in seasons ?? [])
            if (season.Contains(date)) return season.Hours;
        return hours;
    }

    private static Deadline Settled(Instant at) => new(at, false, null);

    private LocalizedText? WhyOpen(LocalDate date) => calendar.MissingNotice(date) is { } year ? calendar.WhyOpen(date, year) : null;

    private static Deadline Made(LocalDateTime at, LocalizedText? whyOpen) =>
        new(at.InZoneLeniently(Zone).ToInstant(), whyOpen is not null, whyOpen);
}
