using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Households' groups: only what a consent allows counts, and what rested on one ends with it. Sensors that move.</summary>
public sealed class GroupConsentTests
{
    private const string Smoke = """{"when": {"kind": "match", "event": "contact"}}""";
    private const string Door = """{"sensors": {"quantity": "door"}, "when": {"kind": "match", "event": "contact"}}""";
    private const string Both = $$"""{"kind": "count", "of": {{Smoke}}, "atLeast": 2, "within": "30 min"}""";
    private const string Any = """{"kind": "any", "of": [{"when": {"kind": "match", "event": "contact"}}]}""";
    private const string Quiet = """{"kind": "none", "of": [{"when": {"kind": "match", "event": "contact"}}], "hold": "10 min"}""";
    private const string Then = $$"""{"kind": "sequence", "first": {{Smoke}}, "then": {{Door}}, "within": "30 min"}""";

    [Theory] // a consented from +10 to +30, b all the time
    [InlineData(Both, "12 a.smoke+, 14 b.smoke+", "Raised +14 b/smoke, Cleared +30 b/smoke")]
    [InlineData(Both, "5 a.smoke+, 14 b.smoke+", "")] // before it
    [InlineData(Both, "12 a.smoke+, 12.5 a.smoke-, 31 b.smoke+", "")] // a turn that is remembered is over with it, too
    [InlineData(Any, "12 a.smoke+", "Raised +12 a/smoke, Cleared +30 a/smoke")]
    [InlineData(Any, "12 a.smoke+, 14 b.smoke+", "Raised +12 a/smoke")] // the other one goes on
    [InlineData(Then, "12 a.smoke+, 14 b.door+", "Raised +14 b/door, Cleared +30 b/door")] // it rested on both
    public void Judge_UnderTwoConsents_CountsWhatEachAllows(string when, string script, string expected) =>
        Assert.Equal(expected, Home(when).Play(script, 60).Log);

    [Theory] // of a home where only a is
    [InlineData("", "Raised +20 a/smoke, Cleared +30 a/smoke")] // nothing is judged before +10 and after +30
    [InlineData("12 a.smoke+, 13 a.smoke-", "Raised +23 a/smoke, Cleared +30 a/smoke")]
    public void None_UnderAConsent_IsJudgedWithinItAlone(string script, string expected)
    {
        var bench = new GroupBench(RulesOf(Quiet), SensorRegister.Of(EntriesOf("a", 10, 30)), RuleHost.Hub);
        Assert.Equal(expected, bench.Play(script, 60).Log);
    }

    [Fact]
    public void Use_ConsentWithdrawn_EndsTheAlertThatRestedOnIt()
    {
        var bench = Home(Both).Play("12 a.smoke+, 14 b.smoke+", 20);
        var next = SensorRegister.Of([.. EntriesOf("a", 10, 30).Select(e => e with { Consent = null }), .. EntriesOf("b", -10, 1000)]);
        Assert.Equal([bench.Outcomes[0].Alert], bench.Use(next, GroupBench.Key("a", "smoke"), GroupBench.Key("a", "door")));
        Assert.Equal("Raised +14 b/smoke", bench.Restart().Play("41 b.smoke-", 60).Log);
    }

    [Fact]
    public void Use_ConsentOfOneThatItDidNotRestOn_GoesOn()
    {
        var bench = Home(Any).Play("12 a.smoke+, 14 b.smoke+", 20);
        var next = SensorRegister.Of([.. EntriesOf("b", -10, 1000)]);
        Assert.Empty(bench.Use(next, GroupBench.Key("a", "smoke"), GroupBench.Key("a", "door")));
        bench.Do(22, "b.smoke-").Beat("b", 23);
        Assert.Equal("Raised +12 a/smoke, Cleared +22 b/smoke", bench.Log);
    }

    [Fact] // it comes with what holds at it
    public void Use_SensorMovesToAnotherBuilding_LeavesOneGroupForTheOther()
    {
        var bench = new GroupBench($$"""{"kind": "count", "of": {{Smoke}}, "atLeast": 2}""").Play("5 a.smoke+, 6 b.smoke+", 10);
        var next = SensorRegister.Of([.. bench.Register.Sensors.Select(s => s.Key.Device.Value == "a" ? s : s with { Building = "6" })]);
        Assert.Equal([bench.Outcomes[0].Alert], bench.Use(next, [.. bench.Register.Sensors.Select(s => s.Key)]));
        bench.Outcomes.Clear();
        foreach (var device in GroupBench.Devices) bench.Beat(device, 11);
        bench.Do(12, "c.smoke+");
        foreach (var device in GroupBench.Devices) bench.Beat(device, 13);
        Assert.Equal("building:yard/6", Assert.Single(bench.Outcomes).Source);
        Assert.Equal("Raised +12 c/smoke", bench.Log);
    }

    [Fact]
    public void Use_EveryMemberGone_NamesTheOpenAlert()
    {
        var bench = new GroupBench(Any).Play("5 a.smoke+", 10);
        var keys = bench.Register.Sensors.Where(s => s.Quantity.ToString() == "smoke").Select(s => s.Key).ToArray();
        Assert.Equal([bench.Outcomes[0].Alert], bench.Use(keys.Aggregate(bench.Register, (register, key) => register.Without(key)), keys));
        Assert.DoesNotContain(bench.Engine.Keys, key => key.IsGroup);
    }

    [Theory] // an edit of what is looked for begins anew, one of how long it must last goes on
    [InlineData("""{"kind": "any", "of": [{"when": {"kind": "contact", "is": "active"}}]}""", true)]
    [InlineData("""{"kind": "any", "of": [{"when": {"kind": "match", "event": "contact"}}], "clearHold": "3 min"}""", false)]
    public void Load_RuleEdited_KeepsWhatIsTheSame(string edited, bool isOrphan)
    {
        var bench = new GroupBench(Any).Play("5 a.smoke+", 10);
        var engine = new CityKit.Sensors.Engine.RuleEngine(GroupBench.RulesOf(edited, "building"), RuleHost.Hub, bench.Register);
        var load = engine.Load(RuleStream.Save(bench.Engine));
        Assert.Null(load.Error);
        Assert.Equal(isOrphan ? [bench.Outcomes[0].Alert] : [], load.Orphans);
    }

    private static GroupBench Home(string when) =>
        new(RulesOf(when), SensorRegister.Of([.. EntriesOf("a", 10, 30), .. EntriesOf("b", -10, 1000)]), RuleHost.Hub);

    private static RuleSet RulesOf(string when) => GroupBench.RulesOf(when, "household", basis: "\"purpose\": \"elder-care\"");

    private static IEnumerable<Sensor> EntriesOf(string device, double from, double until) => GroupBench.SensorsOf(device)
        .Where(e => e.Quantity.ToString() is "smoke" or "door")
        .Select(e => e with { Household = "h", Consent = new Consent("elder-care", "head", GroupBench.At(from), GroupBench.At(until)) });
}
