using CityKit.Core.Calendar;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Rules that raise at certain times only. The bench starts on Sunday 1 March 2026, 00:00 UTC.</summary>
public sealed class CalendarTests
{
    private const string Hot = """{"kind": "threshold", "above": "5 L"}""";
    private const string Open = """{"kind": "contact", "is": "active", "hold": "10 min"}""";

    private static Bench Only(string only, string when, string zone = "Etc/UTC") => new(Rules(only, when, zone), Bench.DefaultRegister);

    private static RuleSet Rules(string only, string when, string zone) => Bench.Parse($$"""
        {"version": 2, "zone": "{{zone}}", "rules": [{"id": "r0", "where": "hub", "sensors": {"device": "dev-1"}, "only": {{only}},
          "when": {{when}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
        """);

    [Fact]
    public void Contact_OpenBeforeTheHoursBegin_IsRaisedWhenTheyBegin()
    {
        var bench = Only("""{"hours": {"from": "01:00", "to": "02:00"} }""", Open).Contact(5, active: true).Beat(59).Beat(61);
        Assert.Equal("Raised +60", bench.Log);
    }

    [Fact]
    public void Contact_OpenWhenTheHoursEnd_IsClearedThenAndRaisedTheNextDay()
    {
        var bench = Only("""{"hours": {"from": "01:00", "to": "02:00"} }""", Open).Contact(5, active: true).Beat(1600);
        Assert.Equal("Raised +60, Cleared +120, Raised +1500, Cleared +1560", bench.Log);
    }

    [Fact]
    public void Threshold_OverAndBackOutsideTheHours_IsNothing()
    {
        var bench = Only("""{"hours": {"from": "01:00", "to": "02:00"} }""", Hot).Reading(5, 9).Reading(6, 0).Reading(70, 9).Reading(80, 0);
        Assert.Equal("Raised +70, Cleared +80", bench.Log);
    }

    [Fact]
    public void Threshold_HoursOverMidnightInTheFilesZone_AreLocal()
    {
        var bench = Only("""{"hours": {"from": "22:00", "to": "09:00"} }""", Hot, "Asia/Shanghai").Reading(30, 9).Beat(90);
        Assert.Equal("Raised +30, Cleared +60", bench.Log); // 08:30 and 09:00 in Shanghai
    }

    [Fact]
    public void Days_MakeUpSunday_IsAWorkingDay()
    {
        // State Council notice of 2025 for 2026: Saturday 28 February is worked, Sunday 1 March is not.
        var bench = Only("""{"days": "working"}""", Hot, "Asia/Shanghai").Reading(30, 9).Beat(24 * 60);
        Assert.Equal("Raised +960", bench.Log); // Monday begins at 16:00 UTC
        Assert.True(WorkCalendar.BuiltIn.IsWorkDay(new LocalDate(2026, 2, 28)));
    }

    [Theory]
    [InlineData("11-16", "04-05", true)]
    [InlineData("04-06", "11-15", false)]
    public void Season_OverNewYear_CountsItsLastDay(string from, string to, bool raised)
    {
        var bench = Only($$"""{"season": {"from": "{{from}}", "to": "{{to}}"} }""", Hot).Reading(30, 9);
        Assert.Equal(raised ? "Raised +30" : "", bench.Log);
    }

    [Fact]
    public void Match_MomentsOutsideTheHours_AreNothing()
    {
        var bench = Only("""{"hours": {"from": "01:00", "to": "02:00"} }""", """{"kind": "match", "event": "contact", "changes": true}""")
            .Contact(5, active: true).Contact(70, active: false).Contact(130, active: true);
        Assert.Equal("Raised +70", bench.Log);
    }

    [Fact]
    public void Restart_AtEveryMinute_ChangesNothing()
    {
        const string Times = """{"hours": {"from": "01:00", "to": "02:00"} }""";
        var (plain, restarted) = (Only(Times, Open), Only(Times, Open));
        for (var minute = 1; minute <= 3000; minute += 7)
        {
            Play(plain, minute);
            Play(restarted.Restart(), minute);
        }
        Assert.NotEmpty(plain.Log);
        Assert.Equal(plain.Log, restarted.Log);
    }

    private static void Play(Bench bench, int minute)
    {
        if (minute % 5 == 0) bench.Contact(minute, active: minute % 90 < 60);
        bench.Beat(minute);
    }
}
