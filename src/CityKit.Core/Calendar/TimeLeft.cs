using System.Globalization;
using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>
/// How long until a deadline (剩余时间), or since it passed (超期时间); see <see cref="WorkClock.LeftUntil"/>. <c>default</c> is none.
/// </summary>
/// <param name="Natural">Continuous time; negative once the deadline has passed.</param>
/// <param name="Working">Working time; negative or zero once the deadline has passed.</param>
/// <param name="CountsWorking">Whether the limit counts working time, so that what is left is shown in it.</param>
public readonly record struct TimeLeft(Duration Natural, Duration Working, bool CountsWorking)
{
    /// <summary>Whether the deadline has passed; at the deadline itself it has not.</summary>
    public bool IsOverdue => Natural < Duration.Zero;

    /// <summary>
    /// "还剩 2 小时 10 分（工作时间）", "已超期 3 小时": what is left in the time that the limit counts, what it is overdue by in continuous
    /// time. Whole minutes; from a day on, days and hours.
    /// </summary>
    public LocalizedText ToText()
    {
        var (natural, working) = (InDays(IsOverdue ? -Natural : Natural), InHours(Working));
        if (IsOverdue) return new LocalizedText($"已超期{natural.Zh}", $"overdue by {natural.En}");
        return CountsWorking && Working > Duration.Zero
            ? new LocalizedText($"还剩{working.Zh}（工作时间）", $"{working.En} left (working time)")
            : new LocalizedText($"还剩{natural.Zh}", $"{natural.En} left");
    }

    private static LocalizedText InDays(Duration time) =>
        time.Days == 0 ? InHours(time) : Joined((time.Days, new("天", "d")), (time.Hours, new("小时", "h")));

    private static LocalizedText InHours(Duration time) => time < Duration.FromMinutes(1) ? new("不到 1 分", "less than 1 min")
        : Joined(((time.Days * 24) + time.Hours, new("小时", "h")), (time.Minutes, new("分", "min")));

    private static LocalizedText Joined(params (int Count, LocalizedText Unit)[] parts)
    {
        var shown = parts.Where(part => part.Count > 0)
            .Select(part => (Count: part.Count.ToString(CultureInfo.InvariantCulture), part.Unit)).ToArray();
        return new LocalizedText(string.Concat(shown.Select(part => $" {part.Count} {part.Unit.Zh}")),
            string.Join(' ', shown.Select(part => $"{part.Count} {part.Unit.En}")));
    }
}
