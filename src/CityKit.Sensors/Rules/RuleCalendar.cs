using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// When a rule raises (生效时段): hours of the day, days, a part of the year; all that are named must be so. A condition that holds when such
/// a time begins raises then; one that holds when it ends is over then.
/// </summary>
public sealed record RuleCalendar
{
    private static readonly Duration Farthest = Duration.FromDays(400);

    /// <summary>The hours of each local day; null for all.</summary>
    public DayRange? Hours { get; init; }

    /// <summary>The days.</summary>
    public RuleDays Days { get; init; }

    /// <summary>The first day of the part of the year, such as 16 November for heating; null for the whole year.</summary>
    public AnnualDate? From { get; init; }

    /// <summary>Its last day; before <see cref="From"/> it is over New Year.</summary>
    public AnnualDate? To { get; init; }

    /// <summary>The zone of all of it.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>What says which days are working days.</summary>
    public WorkCalendar WorkCalendar { get; init; } = WorkCalendar.BuiltIn;

    /// <summary>Whether a moment is in it.</summary>
    public bool Contains(Instant at)
    {
        var local = at.InZone(Zone);
        return Hours?.Contains(local.TimeOfDay) != false && IsDay(local.Date) && IsSeason(local.Date);
    }

    /// <summary>The first moment from one on, itself included, that is in it, or is not; null when there is none in 400 days.</summary>
    public Instant? Next(Instant from, bool isIn)
    {
        var at = from;
        while (at - from <= Farthest)
        {
            if (Contains(at) == isIn) return at;
            at = NextChange(at);
        }
        return null;
    }

    /// <summary>The next moment at which it may begin or end: an hour named, or midnight.</summary>
    private Instant NextChange(Instant at)
    {
        var date = at.InZone(Zone).Date;
        var midnight = date.PlusDays(1).AtStartOfDayInZone(Zone).ToInstant();
        if (Hours is not { } hours) return midnight;
        return new[] { hours.From, hours.To }.Select(time => (date + time).InZoneLeniently(Zone).ToInstant())
            .Where(moment => moment > at).Append(midnight).Min();
    }

    private bool IsDay(LocalDate date) => Days == RuleDays.All || WorkCalendar.IsWorkDay(date) == (Days == RuleDays.Working);

    private bool IsSeason(LocalDate date)
    {
        if (From is not { } from || To is not { } to) return true;
        var day = new AnnualDate(date.Month, date.Day);
        return from <= to ? day >= from && day <= to : day >= from || day <= to;
    }
}
