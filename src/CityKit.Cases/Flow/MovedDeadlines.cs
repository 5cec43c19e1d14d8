using CityKit.Core;
using CityKit.Core.Calendar;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Flow;

/// <summary>Says which deadlines other working days or hours moved, in local time.</summary>
internal static class MovedDeadlines
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>
    /// "handle: 2018-12-31 16:00 → 2018-12-29 16:00", one for each stage that moved; null when deadlines were only settled or opened.
    /// </summary>
    internal static string? Between(WorkItem before, WorkItem after)
    {
        var moved = before.Clocks.Zip(after.Clocks)
            .Where(pair => pair.First.Deadline?.At != pair.Second.Deadline?.At)
            .Select(pair => $"{pair.First.Stage}: {Local(pair.First.Deadline)} → {Local(pair.Second.Deadline)}");
        return string.Join("; ", moved) is { Length: > 0 } text ? text : null;
    }

    internal static LocalizedText Text(Deadline deadline) => new(
        $"工作日或工作时间变动，截止时间改为 {Local(deadline)}", $"working days or hours changed, the deadline is now {Local(deadline)}");

    /// <summary>Date and minute in local time.</summary>
    internal static string Local(Instant at) => Pattern.Format(at.InZone(WorkCalendar.Zone).LocalDateTime);

    private static string Local(Deadline? deadline) => deadline is { } due ? Local(due.At) : "-";
}
