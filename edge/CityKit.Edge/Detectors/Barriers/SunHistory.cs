using CityKit.Core.Calendar;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>
/// When, on which days, a beam was disturbed alone: the sun is low at nearly the same time of day. Nothing is noted while the clock is
/// unknown.
/// </summary>
internal sealed class SunHistory
{
    private const int Kept = 8;
    private const int WithinDays = 5;
    private const int WithinMinutes = 45;
    private const int DaysBefore = 2;
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly LocalTime Sunrise = new(4, 30);
    private static readonly LocalTime Sunset = new(20, 30);
    private readonly List<(long Day, long Minute)> days = [];

    /// <summary>Notes a disturbance.</summary>
    /// <returns>True when there was one at a similar time on two of the four days before, in daylight.</returns>
    internal bool Note(Instant at)
    {
        var local = at.InZone(WorkCalendar.Zone).LocalDateTime;
        long day = Period.DaysBetween(Epoch, local.Date), minute = local.Hour * 60 + local.Minute;
        var before = days.Where(d => d.Day < day && day - d.Day < WithinDays && Math.Abs(d.Minute - minute) <= WithinMinutes)
            .Select(d => d.Day).Distinct().Count();
        if (!days.Exists(d => d.Day == day && Math.Abs(d.Minute - minute) <= WithinMinutes)) days.Add((day, minute));
        if (days.Count > Kept) days.RemoveAt(0);
        return before >= DaysBefore && local.TimeOfDay >= Sunrise && local.TimeOfDay <= Sunset;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(days.Count);
        foreach (var (day, minute) in days) writer.WriteInt64(day * 1440 + minute);
    }

    internal static SunHistory Load(ref WireReader reader)
    {
        var (at, history) = (reader.Position, new SunHistory());
        var count = reader.ReadArrayHeader();
        if (count > Kept) reader.Reject(at, new($"{count} 天", $"{count} days"), WireError.AtMost(Kept));
        for (var i = 0; i < count && reader.Error is null; i++)
            if (reader.ReadTime() is var minutes) history.days.Add((minutes / 1440, minutes % 1440));
        return history;
    }
}
