using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>The local time of day of a window rule.</summary>
internal static class WindowTime
{
    internal static bool IsIn(WindowRule rule, long at) =>
        rule.Between is not { } range || range.Contains(LocalTime.FromNanosecondsSinceMidnight(OfDay(rule, at)));

    /// <summary>A time after which the rule's hours may begin or end, and before which they do not; never when it has none.</summary>
    internal static long NextChange(WindowRule rule, long at)
    {
        if (rule.Between is not { } range) return Watch.Never;
        var ofDay = OfDay(rule, at);
        var zone = rule.Zone.GetZoneInterval(Clock.ToInstant(at));
        var end = zone.HasEnd ? Clock.Of(zone.End) : Watch.Never;
        return Math.Min(end, at + Math.Min(Until(range.From, ofDay), Until(range.To, ofDay)));
    }

    /// <summary>The local day, counted from 1970, and the hour of it.</summary>
    internal static (int Day, int Hour) Local(WindowRule rule, long at)
    {
        var ofDay = OfDay(rule, at);
        var midnight = at + rule.Zone.GetUtcOffset(Clock.ToInstant(at)).Nanoseconds - ofDay;
        return ((int)(midnight / NodaConstants.NanosecondsPerDay), (int)(ofDay / NodaConstants.NanosecondsPerHour));
    }

    private static long Until(LocalTime time, long ofDay)
    {
        var ahead = time.NanosecondOfDay - ofDay;
        return ahead > 0 ? ahead : ahead + NodaConstants.NanosecondsPerDay;
    }

    private static long OfDay(WindowRule rule, long at)
    {
        var offset = rule.Zone.GetUtcOffset(Clock.ToInstant(at)).Nanoseconds;
        var ofDay = (at + offset) % NodaConstants.NanosecondsPerDay;
        return ofDay < 0 ? ofDay + NodaConstants.NanosecondsPerDay : ofDay;
    }
}
