using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Sensors.Rules;

/// <summary>
/// Reads <c>only</c>: <c>{"hours": {"from": "22:00", "to": "06:00"}, "days": "working", "season": {"from": "11-16", "to": "04-05"}}</c>.
/// </summary>
internal static class CalendarReader
{
    private static readonly AnnualDatePattern MonthDay = AnnualDatePattern.Iso;

    internal static RuleCalendar Read(ConfigReader reader, DateTimeZone zone)
    {
        if (!reader.Has("hours") && !reader.Has("days") && !reader.Has("season"))
            reader.RejectAll(new("未写明时间", "no time named"), new("hours、days、season 中至少一项", "at least one of hours, days, season"));
        var season = reader.ObjectOrNull("season");
        var calendar = new RuleCalendar
        {
            Hours = reader.ObjectOrNull("hours") is { } hours ? RuleWhen.ReadRange(hours) : null,
            Days = reader.WordOr("days", RuleDays.All, ("working", RuleDays.Working), ("off", RuleDays.Off)),
            From = season is null ? null : Day(season, "from"), To = season is null ? null : Day(season, "to"),
            Zone = zone,
        };
        season?.Close();
        reader.Close();
        return calendar;
    }

    private static AnnualDate? Day(ConfigReader season, string name)
    {
        if (season.TextOrNull(name, 5) is { } text && MonthDay.Parse(text).TryGetValue(default, out var day)) return day;
        season.Reject(name, new("月-日，如 \"11-16\"", "a month and a day such as \"11-16\""));
        return null;
    }
}
