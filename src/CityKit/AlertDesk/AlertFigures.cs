using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.AlertDesk;

/// <summary>The numbers of alerts that statistics count.</summary>
internal static class AlertFigures
{
    /// <summary>
    /// Seconds, rounded to two digits: 1,234 is 1,200. So a rule has at most a hundred different ones for each power of ten, which a store
    /// counts by itself, and a percentile of them is off by less than 5 %.
    /// </summary>
    internal static long? LastedOf(Alert alert) => alert.IsOverByItself && alert.Machine is null && alert.Duration is { } lasted
        ? ToTwoDigits((long)Math.Round(lasted.TotalSeconds)) : null;

    internal static long? SeenAfter(Alert alert) =>
        alert.Work.SeenAt is { } seen ? ToTwoDigits((long)Math.Max(0, Math.Round((seen - alert.ReceivedAt).TotalSeconds))) : null;

    /// <summary>In the zone of all city clocks, which working days go by, too.</summary>
    internal static string DayOf(Instant at) => LocalDatePattern.Iso.Format(at.InZone(WorkCalendar.Zone).Date);

    /// <summary>The value below which so many of a hundred are; null for none.</summary>
    /// <param name="counts">How many there are of each value.</param>
    /// <param name="percent">1 to 100.</param>
    internal static long? Percentile(IReadOnlyCollection<(long Value, long Count)> counts, int percent)
    {
        var (rank, passed) = ((counts.Sum(c => c.Count) * percent + 99) / 100, 0L);
        foreach (var (value, count) in counts.OrderBy(c => c.Value))
            if ((passed += count) >= rank && rank > 0) return value;
        return null;
    }

    private static long ToTwoDigits(long number)
    {
        var unit = 1L;
        while (number / unit >= 100) unit *= 10;
        return (number + unit / 2) / unit * unit;
    }
}
