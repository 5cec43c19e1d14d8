using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Rules over a household's sensors judge what was seen under its consent, and nothing before or after.</summary>
public sealed class ConsentTests
{
    private const string Match = """{"kind": "match", "event": "contact"}""";
    private const string Held = """{"kind": "contact", "is": "active", "hold": "PT5M"}""";
    private const string Over = """{"kind": "threshold", "above": "5 L"}""";
    private const string Low = """{"kind": "window", "over": "PT30M", "below": "5 L"}""";
    private const string Silent = """{"kind": "silence", "for": "PT5M"}""";
    private static readonly Consent Agreed = new("elder-care", "head", Bench.At(60), Bench.At(120));

    [Theory] // the same happens before, within and after the consent of +60 to +120
    [InlineData(Match, "Raised +70, Cleared +72")]
    [InlineData(Held, "Raised +75, Cleared +80")]
    [InlineData(Over, "Raised +70, Cleared +71")]
    public void Judge_TheSameEachHour_OnlyWithinTheConsent(string when, string expected)
    {
        var bench = Under(when, Agreed);
        for (var hour = 0; hour < 4; hour++)
        {
            var clear = when == Match ? 2 : 10;
            bench.Contact(hour * 60 + 10, active: true).Reading(hour * 60 + 10, 9).Reading(hour * 60 + 11, 1);
            bench.Contact(hour * 60 + 10 + clear, active: false).Beat(hour * 60 + 40);
        }
        Assert.Equal(expected, bench.Log);
    }

    [Fact]
    public void Window_WithReadingsAllTheTime_IsFilledByThoseOfTheConsentAlone()
    {
        var bench = Under(Low, Agreed).Readings(0, 180, 0);
        Assert.Equal("Raised +90, Cleared +120", bench.Log);
    }

    [Fact] // what went through in the day before is not what the household agreed to
    public void Window_WithAReadingOverTheBegin_DoesNotCountIt()
    {
        Assert.Equal("", Under(Low, Agreed).Reading(61, 0, spanMinutes: 30).Log);
        Assert.Equal("Raised +90", Under(Low, Agreed).Reading(90, 0, spanMinutes: 30).Log);
    }

    [Theory]
    [InlineData(62, "Raised +67, Cleared +120")] // silence after a reading
    [InlineData(116, "")] // due at +121, which is after the end
    [InlineData(130, "")]
    public void Silence_AfterTheLastReading_IsNotRaisedAfterTheEnd(int last, string expected)
    {
        var bench = Under(Silent, Agreed);
        for (var minute = 1; minute <= last; minute++) bench.Reading(minute, 1).Beat(minute);
        for (var minute = last; minute < 200; minute++) bench.Beat(minute);
        bench.Outcomes.RemoveAll(o => o.Sensor == Bench.Key("lamp")); // never read
        Assert.Equal(expected, bench.Log);
    }

    [Theory]
    [InlineData(Match)]
    [InlineData(Held)]
    [InlineData(Over)]
    public void End_WithAnOpenAlert_EndsItByTheDevicesTimeAlone(string when)
    {
        var bench = Under(when, Agreed).Reading(110, 9).Contact(110, active: true).Beat(119);
        Assert.StartsWith("Raised", bench.Log, StringComparison.Ordinal);
        Assert.Single(bench.Outcomes);
        Assert.Equal(OutcomeKind.Cleared, bench.Restart().Beat(121).Outcomes[^1].Kind);
        Assert.Equal(Agreed.Until, bench.Outcomes[^1].At);
        Assert.Equal(2, bench.Contact(130, active: false).Contact(131, active: true).Reading(131, 9).Beat(140).Outcomes.Count);
    }

    [Fact]
    public void Judge_ADutyOrNoHousehold_NeedsNoConsent()
    {
        Assert.Equal("Raised +1", Under(Match, null, duty: "消防法 第十七条").Contact(1, active: true).Log);
        Assert.Equal("", Under(Match, null).Contact(1, active: true).Log);
        Assert.Equal("", Under(Match, Agreed with { Purpose = "water-leaks" }).Contact(70, active: true).Log);
        var nobodys = SensorRegister.Of([Bench.Entry("lamp", "lamp-dark", "")]);
        Assert.Equal("Raised +1", new Bench(RulesOf(Match), nobodys).Contact(1, active: true).Log);
        var unstated = SensorRegister.Of([Bench.Entry("lamp", "lamp-dark", "") with { Household = "h" }]);
        Assert.Equal("", new Bench(Bench.Rules(Match), unstated).Contact(1, active: true).Log);
    }

    [Theory]
    [InlineData(110, "Raised +115")] // renewed before the end: the hold goes on
    [InlineData(140, "Raised +175")] // after it: what was active at +110 proves nothing now, +170 does
    public void Use_AConsentOfALaterEnd_GoesOnOrBeginsAnew(int renewed, string expected)
    {
        var bench = Under("""{"kind": "contact", "is": "active", "hold": "PT5M"}""", Agreed with { Until = Bench.At(113) });
        bench.Contact(110, active: true).Beat(renewed);
        Assert.Empty(bench.Engine.Use(RegisterOf(Agreed with { Until = Bench.At(300) }), [Bench.Key("lamp")]));
        bench.Beat(160).Contact(165, active: false).Contact(170, active: true).Beat(180);
        Assert.StartsWith(expected, bench.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Use_WithoutTheConsent_EndsWhatIsOpenAndForgets()
    {
        var bench = Under(Match, Agreed).Contact(70, active: true);
        Assert.Equal([bench.Outcomes[0].Alert], bench.Engine.Use(RegisterOf(null), [Bench.Key("lamp")]));
        Assert.Empty(bench.Engine.Use(RegisterOf(Agreed with { From = Bench.At(90) }), [Bench.Key("lamp")]));
        Assert.Equal("Raised +70, Raised +95", bench.Contact(80, active: false).Contact(85, active: true).Contact(95, active: true).Log);
    }

    private static Bench Under(string when, Consent? consent, string? duty = null) => new(RulesOf(when, duty), RegisterOf(consent));

    private static SensorRegister RegisterOf(Consent? consent) => SensorRegister.Of(
        [Bench.Entry("meter", "water", "L") with { Household = "h", Consent = consent },
            Bench.Entry("lamp", "lamp-dark", "") with { Household = "h", Consent = consent }]);

    private static RuleSet RulesOf(string when, string? duty = null) => Bench.Parse($$$$"""
        {"version": 1, "rules": [{"id": "r", "where": "hub", "sensors": {"device": "dev-1"}, "purpose": "elder-care"{{{{(duty is null ? "" : $", \"duty\": \"{duty}\"")}}}},
          "when": {{{{when}}}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
        """);
}
