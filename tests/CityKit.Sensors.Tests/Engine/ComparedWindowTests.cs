using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;
using NodaTime;

namespace CityKit.Sensors.Tests.Engine;

/// <summary>Windows compared with what was before or with what is normal; a reading an hour, days since the start.</summary>
public sealed class ComparedWindowTests
{
    private const int Day = 24;

    [Fact]
    public void Yesterday_MoreThanTwice_IsRaisedAtTheEndOfThatWindowAndClearedWhenItIsNot()
    {
        var home = Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"yesterday\", \"above\": \"200 %\"");
        home.Hours(Day, hour => 10 + hour).Hours(Day, hour => hour % Day == 5 ? 31 : hour % Day == 6 ? 32 : 1);
        Assert.Equal("Raised 30, Cleared 31", home.Log()); // 31 is more than twice 15, 32 is not more than twice 16
    }

    [Fact]
    public void Yesterday_LessThanHalf_IsRaisedWithWhatWasBefore()
    {
        var home = Home("\"over\": \"2 h\", \"steps\": 2, \"comparedWith\": \"yesterday\", \"below\": \"50 %\"")
            .Hours(Day, _ => 10).Hours(3, _ => 4);
        var raised = Assert.Single(home.Outcomes);
        Assert.Equal((OutcomeKind.Raised, 26, 8L, 20L), (raised.Kind, Hour(raised), raised.Value, raised.Fields.NumberOf("before")));
    }

    [Fact]
    public void Yesterday_OfZero_IsNotJudgedAsAPart() =>
        Assert.Equal("", Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"yesterday\", \"above\": \"200 %\"")
            .Hours(Day, _ => 0).Hours(Day, _ => 100).Log());

    [Fact]
    public void Yesterday_ThatWasIncomplete_IsNotJudged()
    {
        var home = Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"yesterday\", \"above\": \"200 %\"");
        home.Hours(5, _ => 10).Skip(1).Hours(18, _ => 10)
            .Hours(5, _ => 10).Hours(1, _ => 100).Hours(1, _ => 10).Hours(1, _ => 100).Hours(1, _ => 1);
        Assert.Equal("Incomplete 6, Complete 7, Raised 32, Cleared 33", home.Log());
    }

    [Fact]
    public void LastWeek_SameWindow_IsTheOneSevenDaysBefore()
    {
        var home = Home("\"over\": \"6 h\", \"steps\": 6, \"comparedWith\": \"last-week\", \"above\": \"150 %\"");
        home.Hours(7 * Day, hour => hour / Day == 0 ? 10 : 1_000).Hours(6, _ => 15).Hours(1, _ => 16);
        var raised = Assert.Single(home.Outcomes);
        Assert.Equal((7 * Day + 7, 91L, 60L), (Hour(raised), raised.Value, raised.Fields.NumberOf("before")));
    }

    [Fact]
    public void Normal_FarBelowTheHoursOwn_IsRaisedAfterSevenDays()
    {
        var home = Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"normal\", \"below\": \"4 mad\"");
        home.Hours(7 * Day, hour => hour % Day * 100 + hour / Day); // hour 12: 1200 to 1206, median 1203, deviation 12 (1 %)
        home.Hours(12, hour => hour % Day * 100 + 3).Hours(1, _ => 1_203 - 4 * 12).Hours(1, _ => 1_303 - 4 * 13 - 1);
        var raised = Assert.Single(home.Outcomes);
        Assert.Equal((7 * Day + 14, 1_303L, 13L), (Hour(raised), raised.Fields.NumberOf("normal"), raised.Fields.NumberOf("deviation")));
    }

    [Fact]
    public void Normal_FarAbove_IsTheSameRuleFromAbove() =>
        Assert.Equal("Raised 170, Cleared 171",
            Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"normal\", \"above\": \"4 mad\"")
            .Hours(7 * Day, hour => hour % 2 * 50).Hours(1, _ => 4).Hours(1, _ => 55).Hours(1, _ => 4).Log());

    [Fact]
    public void Normal_AsAPart_IsOfTheMedian() =>
        Assert.Equal("Raised 169", Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"normal\", \"below\": \"50 %\"")
            .Hours(7 * Day, _ => 100).Hours(1, _ => 49).Log());

    [Fact]
    public void Normal_SixDays_IsNotJudged() =>
        Assert.Equal("", Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"normal\", \"below\": \"1 mad\"")
            .Hours(6 * Day, _ => 100).Hours(Day, _ => 0).Log());

    [Fact]
    public void Normal_AnUnusualDay_DoesNotMoveTheMedian() =>
        Assert.Equal("Raised 192, Cleared 216, Raised 240",
            Home("\"over\": \"24 h\", \"tumbling\": true, \"comparedWith\": \"normal\", \"above\": \"300 %\"")
            .Hours(7 * Day, _ => 10).Hours(Day, hour => hour % Day == 0 ? 10_000 : 10)
                .Hours(Day, _ => 10).Hours(Day, hour => hour % Day == 0 ? 10_000 : 10).Log());

    [Fact]
    public void LessBaseload_AFridgeAlone_IsNoUse()
    {
        const string when = "\"over\": \"24 h\", \"below\": \"20 L\"";
        Assert.Equal("", Home(when).Hours(5 * Day, _ => 3).Log());
        var less = Home($"{when}, \"lessBaseload\": true").Hours(5 * Day, _ => 3);
        Assert.Equal("Raised 96", less.Log()); // known when the third day has left the window
    }

    [Fact]
    public void LessBaseload_SomebodyAtHome_IsWhatIsUsedAboveIt()
    {
        var home = Home("\"over\": \"24 h\", \"below\": \"20 L\", \"lessBaseload\": true");
        home.Hours(10 * Day, hour => hour % Day is 8 or 18 ? 15 : 3).Hours(Day, _ => 3);
        var raised = Assert.Single(home.Outcomes);
        Assert.Equal((10 * Day + 9, 12L), (Hour(raised), raised.Value)); // the 15 of the morning leave: 12 of the evening are left
    }

    [Fact]
    public void LessBaseload_LessThanThat_IsNeverNegative()
    {
        var home = Home("\"over\": \"24 h\", \"below\": \"1 L\", \"lessBaseload\": true")
            .Hours(10 * Day, hour => hour % Day == 8 ? 50 : 10).Hours(2 * Day, hour => hour % Day == 8 ? 9 : 2);
        var raised = Assert.Single(home.Outcomes, o => o.Kind == OutcomeKind.Raised);
        Assert.True(raised.Value is 0, $"{raised.Value}");
    }

    [Fact]
    public void CorrectClock_BackByHours_ForgetsTheWindowsOfTheWrongTime()
    {
        var home = Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"yesterday\", \"above\": \"200 %\"")
            .Hours(2 * Day, _ => 10);
        home.Bench.Engine.CorrectClock(Bench.Device, Lane.Reading, Bench.At(36 * 60));
        home.From(36).Hours(Day, _ => 100);
        Assert.Equal("Incomplete 36, Complete 37, Raised 49", home.Log()); // until 48 the day before is that of the wrong time
    }

    [Fact]
    public void Restart_WithAnotherWindow_RemembersNothingOfTheFirst()
    {
        var home = Home("\"over\": \"1 h\", \"tumbling\": true, \"comparedWith\": \"yesterday\", \"above\": \"200 %\"").Hours(Day, _ => 10);
        home.Bench.Restart(Rules("\"over\": \"2 h\", \"steps\": 2, \"comparedWith\": \"yesterday\", \"above\": \"200 %\""));
        Assert.Equal("", home.Hours(Day - 1, _ => 100).Log());
    }

    [Theory]
    [InlineData("\"comparedWith\": \"yesterday\", \"above\": \"200 %\", \"over\": \"3 h\", \"steps\": 3")]
    [InlineData("\"comparedWith\": \"last-week\", \"below\": \"60 %\", \"over\": \"6 h\", \"steps\": 6")]
    [InlineData("\"comparedWith\": \"normal\", \"above\": \"3 mad\", \"days\": 9, \"over\": \"2 h\", \"steps\": 8")]
    [InlineData("\"comparedWith\": \"normal\", \"below\": \"2.5 mad\", \"lessBaseload\": true, \"over\": \"4 h\", \"steps\": 4")]
    [InlineData("\"below\": \"20 L\", \"lessBaseload\": true, \"over\": \"6 h\", \"steps\": 6, \"of\": \"difference\"")]
    public void Restart_AtRandomReadings_ChangesNothing(string when)
    {
        var random = new Random(5);
        var (plain, restarted) = (Home(when), Home(when));
        for (var hour = 0; hour < 30 * Day; hour++)
        {
            var value = random.Next(hour % Day is > 6 and < 22 ? 60 : 9);
            if (random.Next(60) == 0) { plain.Skip(1); restarted.Skip(1); continue; }
            plain.Hours(1, _ => value);
            if (random.Next(9) == 0) restarted.Bench.Restart();
            restarted.Hours(1, _ => value);
        }
        Assert.Contains("Raised", plain.Log(), StringComparison.Ordinal);
        Assert.Equal(plain.Log(), restarted.Log());
        Assert.Equal(plain.Bench.Save(), restarted.Bench.Save());
    }

    [Theory]
    [InlineData("\"comparedWith\": \"yesterdy\", \"above\": \"200 %\"", "when.comparedWith", "yesterday, last-week, normal", "yesterday")]
    [InlineData("\"comparedWith\": \"yesterday\", \"above\": \"4 mad\"",
        "when.above", "a part such as \"50 %\", above zero, at most 3 decimals", null)]
    [InlineData("\"comparedWith\": \"normal\", \"below\": \"4 L\"",
        "when.below", "deviations such as \"4 mad\" or a part such as \"50 %\", above zero, at most 3 decimals", null)]
    [InlineData("\"comparedWith\": \"normal\", \"below\": \"0 mad\"",
        "when.below", "deviations such as \"4 mad\" or a part such as \"50 %\", above zero, at most 3 decimals", null)]
    [InlineData("\"comparedWith\": \"normal\", \"below\": \"1 mad\", \"days\": 5", "when.days", "a whole number from 7 to 56", null)]
    [InlineData("\"comparedWith\": \"yesterday\", \"below\": \"1 %\", \"tumbling\": true, \"days\": 9",
        "when.days", "above, below, between, comparedWith, coverage, kind, lessBaseload, of, over, steps, tumbling", null)]
    [InlineData("\"comparedWith\": \"yesterday\", \"below\": \"1 %\", \"steps\": 60",
        "when.steps", "steps that divide a day, at most 336 of them; here a step is 60 s", null)]
    [InlineData("\"of\": \"average\", \"below\": \"1 L\", \"lessBaseload\": true",
        "when.lessBaseload", "a window of sum, rate or difference", null)]
    public void Parse_AMistake_SaysWhereAndWhatIsAllowed(string members, string path, string allowed, string? nearMiss)
    {
        var error = Bench.ErrorsOf2($$"""{"kind": "window", "over": "1 h", {{members}}}""")[0];
        Assert.Equal(($"rules[0].{path}", allowed, nearMiss), (error.Path, error.Allowed.En, error.NearMiss));
    }

    [Fact]
    public void WithoutTimeOfDay_Compared_AreLeftOut() =>
        Assert.Empty(Rules("\"over\": \"1 h\", \"comparedWith\": \"normal\", \"above\": \"4 mad\"").WithoutTimeOfDay().Rules);

    private static int Hour(RuleOutcome outcome) => (int)(outcome.At - Bench.Start).TotalHours;

    private static HomeOf Home(string when) => new(Rules(when));

    private static RuleSet Rules(string when) => Bench.Parse($$$"""
        {"version": 2, "zone": "Etc/UTC", "rules": [{"id": "r0", "where": "hub", "sensors": {"device": "dev-1", "sensor": "meter"},
          "when": {"kind": "window", {{{when}}}}, "then": {"severity": "info", "title": {"zh": "一", "en": "one"} } }]}
        """);

    private sealed class HomeOf(RuleSet rules)
    {
        private int hour;

        internal Bench Bench { get; } = new(rules, Bench.DefaultRegister);

        internal List<RuleOutcome> Outcomes => Bench.Outcomes;

        /// <summary>One reading for each hour, the value by the hour since the start; a heartbeat ends it.</summary>
        internal HomeOf Hours(int count, Func<int, long> value)
        {
            for (var end = hour + count; hour < end;)
            {
                var amount = value(hour++);
                Bench.Reading(hour * 60, amount, 60).Beat(hour * 60 + 0.01);
            }
            return this;
        }

        internal HomeOf Skip(int hours)
        {
            hour += hours;
            Bench.Beat(hour * 60 + 0.01);
            return this;
        }

        internal HomeOf From(int at)
        {
            hour = at;
            return this;
        }

        internal string Log() => string.Join(", ", Outcomes.Select(o => $"{o.Kind} {Hour(o)}"));
    }
}
