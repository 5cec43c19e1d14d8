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
        if (IsOverdue) return new LocalizedText($"已超期{Zh(-Natural)}", $"overdue by {En(-Natural)}");
        return CountsWorking && Working > Duration.Zero
            ? new LocalizedText($"还剩{ZhHours(Working)}（工作时间）", $"{EnHours(Working)} left (working time)")
            : new LocalizedText($"还剩{Zh(Natural)}", $"{En(Natural)} left");
    }

    private static string Zh(Duration time) => time.Days == 0 ? ZhHours(time) : " " + Joined((time.Days, "天"), (time.Hours, "小时"));

    private static string En(Duration time) => time.Days == 0 ? EnHours(time) : Joined((time.Days, "d"), (time.Hours, "h"));

    private static string ZhHours(Duration time) =>
        time < Duration.FromMinutes(1) ? "不到 1 分" : " " + Joined((HoursOf(time), "小时"), (time.Minutes, "分"));

    private static string EnHours(Duration time) =>
        time < Duration.FromMinutes(1) ? "less than 1 min" : Joined((HoursOf(time), "h"), (time.Minutes, "min"));

    private static int HoursOf(Duration time) => (time.Days * 24) + time.Hours;

    private static string Joined(params (int Count, string Unit)[] parts) => string.Join(' ',
        parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count} {part.Unit}")));
}
