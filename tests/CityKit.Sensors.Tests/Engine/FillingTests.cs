using System.Buffers;
using System.Globalization;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>
/// The windows of rules that changed are filled by an engine that has these rules alone and was shown the past: from then on they find
/// what they would have found had they always been there.
/// </summary>
public sealed class FillingTests
{
    private const int Minutes = 900;
    private const string Left = """{"kind": "window", "over": "45 min", "steps": 9, "above": "120 L"}""";
    private const string Was = """{"kind": "silence", "for": "12 min"}""";

    [Theory]
    [InlineData("""{"kind": "window", "over": "1 h", "steps": 6, "below": "100 L"}""")]
    [InlineData("""{"kind": "window", "over": "1 h", "steps": 6, "below": "100 L"}""", 7)]
    [InlineData("""{"kind": "window", "over": "2 h", "above": "220 L"}""")]
    [InlineData("""{"kind": "window", "over": "30 min", "tumbling": true, "of": "average", "above": "2 L"}""")]
    [InlineData("""{"kind": "window", "over": "30 min", "of": "difference", "above": "3 L"}""")]
    [InlineData("""{"kind": "window", "over": "1 h", "steps": 4, "comparedWith": "yesterday", "above": "110 %"}""")]
    public void Load_StateOfAnEngineThatSawThePast_SameAlertsAsIfTheRuleHadAlwaysBeenThere(string when, int lateness = 0)
    {
        var found = 0;
        var (before, after) = (Bench.Rules2(Left, Was), Bench.Rules2(Left, when));
        after = new RuleSet([after.Rules[0], after.Rules[1] with { Lateness = Duration.FromMinutes(lateness) }]);
        for (var seed = 1; seed <= 12; seed++)
        {
            var days = when.Contains("yesterday", StringComparison.Ordinal) ? 2 : 0;
            var cut = days * 1_440 + 240 + new Random(seed).Next(300);
            var always = Play(new Bench(after, Bench.DefaultRegister), seed, 0, days * 1_440 + Minutes);
            var edited = Play(new Bench(before, Bench.DefaultRegister), seed, 0, cut);
            edited.Restart(after);
            var changed = after.WithEmptyWindowsAfter(before);
            Assert.Equal("r1", Assert.Single(changed.Rules).Id);
            var past = new Bench(changed, Bench.DefaultRegister);
            Play(past, seed, Math.Max(0, cut - (2 * (int)changed.Rules[0].LooksBack.TotalMinutes)), cut);
            Assert.Null(edited.Engine.Load(past.Save()).Error);
            Play(edited, seed, cut, days * 1_440 + Minutes);
            var lines = Lines(always, cut);
            found += lines.Count(line => line.Contains("r1", StringComparison.Ordinal));
            Assert.Equal(lines, Lines(edited, cut));
        }
        Assert.True(found > 12, $"only {found} outcomes");
    }

    [Fact]
    public void Load_SecondStateWithoutTheOpenAlert_SaysThatItIsOver()
    {
        var bench = new Bench("""{"kind": "window", "over": "PT30M", "above": "5 L"}""").Readings(0, 60, 1);
        var raised = Assert.Single(bench.Outcomes);
        var longer = Bench.Rules("""{"kind": "window", "over": "PT40M", "above": "50 L"}""");
        bench.Restart(longer);
        var past = new Bench(longer, Bench.DefaultRegister).Readings(0, 60, 1);
        var loaded = bench.Engine.Load(past.Save());
        Assert.Equal([raised.Alert], loaded.Orphans);
        Assert.Equal(past.Save(), bench.Save());
    }

    [Fact]
    public void Load_SecondStateThatKnowsLessThanAWindowMadeLonger_KeepsWhatIsKnown()
    {
        var bench = new Bench("""{"kind": "window", "over": "PT30M", "below": "5 L"}""").Readings(0, 60, 1);
        var longer = Bench.Rules("""{"kind": "window", "over": "PT1H", "below": "50 L"}""");
        bench.Restart(longer);
        var alone = new Bench("""{"kind": "window", "over": "PT30M", "below": "5 L"}""").Readings(0, 60, 1).Restart(longer);
        Assert.Null(bench.Engine.Load(new Bench(longer, Bench.DefaultRegister).Readings(50, 60, 1).Save()).Error);
        Assert.Equal(alone.Readings(60, 120, 0).Log, bench.Readings(60, 120, 0).Log);
        Assert.Equal("Raised +90", bench.Log); // full with the readings from 30 on
    }

    [Fact]
    public void Load_SecondStateWithAnAlertOfAnotherTime_TheOpenOneGoesOn()
    {
        var bench = new Bench("""{"kind": "window", "over": "PT30M", "above": "5 L"}""").Readings(0, 60, 1);
        var longer = Bench.Rules("""{"kind": "window", "over": "PT40M", "above": "35 L"}""");
        bench.Restart(longer);
        var past = new Bench(longer, Bench.DefaultRegister).Readings(0, 60, 1);
        Assert.Equal("Raised +36", past.Log);
        Assert.Empty(bench.Engine.Load(past.Save()).Orphans);
        Assert.Equal("Raised +6, Cleared +65", bench.Readings(60, 120, 0).Log);
        Assert.Equal(bench.Outcomes[0].Alert, bench.Outcomes[1].Alert);
    }

    [Fact]
    public void WithEmptyWindowsAfter_Rules_AreThoseWithAWindowThatIsNewOrAnother()
    {
        var (before, after) = (Bench.Rules2(Left, Was, Left, Was), Bench.Rules2(
            Left.Replace("120", "130", StringComparison.Ordinal), """{"kind": "silence", "of": "contact", "for": "1 h"}""",
            Left.Replace("45", "90", StringComparison.Ordinal), Left, Left));
        Assert.Equal(["r2", "r3", "r4"], after.WithEmptyWindowsAfter(before).Rules.Select(rule => rule.Id));
        Assert.Equal(["r0", "r2", "r3", "r4"], after.WithEmptyWindowsAfter(RuleSet.Empty).Rules.Select(rule => rule.Id));
    }

    [Theory]
    [InlineData("""{"kind": "threshold", "above": "1 L", "hold": "1 h"}""", 0)]
    [InlineData("""{"kind": "window", "over": "2 h", "above": "1 L"}""", 2)]
    [InlineData("""{"kind": "window", "over": "2 h", "comparedWith": "yesterday", "above": "100 %"}""", 26)]
    [InlineData("""{"kind": "window", "over": "2 h", "steps": 1, "comparedWith": "last-week", "above": "100 %"}""", 170)]
    [InlineData("""{"kind": "window", "over": "2 h", "comparedWith": "normal", "days": 10, "above": "3 mad"}""", 242)]
    [InlineData("""{"kind": "window", "over": "1 d", "steps": 24, "lessBaseload": true, "above": "1 L"}""", 192)]
    public void LooksBack_Rule_IsHowLongItsWindowsReach(string when, int hours) =>
        Assert.Equal(Duration.FromHours(hours), Assert.Single(Bench.Rules2(when).Rules).LooksBack);

    /// <summary>A reading and a heartbeat a minute, with holes.</summary>
    private static Bench Play(Bench bench, int seed, int from, int to)
    {
        var random = new Random(seed);
        for (var minute = 1; minute <= to; minute++)
        {
            var (value, isSeen) = (minute / 80 % 2 == 0 ? random.Next(6) : random.Next(3), minute % 101 < 98);
            if (minute <= from) continue;
            if (isSeen) bench.Reading(minute, value);
            bench.Beat(minute);
        }
        return bench;
    }

    /// <summary>What is found after a minute; what was raised before it has no time of its own.</summary>
    private static List<string> Lines(Bench bench, int cut) =>
    [
        .. bench.Outcomes.Where(o => o.At > Bench.At(cut)).Select(o => string.Create(CultureInfo.InvariantCulture,
            $"{o.At} {o.Kind} {o.Rule.Id} {o.Value} {o.CoveragePermille} {(o.RaisedAt <= Bench.At(cut) ? "open" : o.Alert)}")),
    ];
}
