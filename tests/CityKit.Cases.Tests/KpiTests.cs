using System.Globalization;
using System.Text;
using CityKit.Cases.Kpi;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class KpiTests
{
    [Fact]
    public void Evaluate_MixedCases_CountsExactly()
    {
        var now = At("2025-03-14 12:00");
        var late = Engine.Apply(
            CaseDispatchedAt(Engine, "2025-03-13 14:08"), new WorkCommand("feedback") { Photo = "p" }, StreetOffice, At("2025-03-14 09:00"))
            .OrThrow();
        late = Engine.Apply(late, new WorkCommand("fail-check") { Reason = "未清净" }, Centre, At("2025-03-14 09:10")).OrThrow();
        var waiting = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var voided = Engine.Apply(
            CaseDispatchedAt(Engine, "2025-03-13 14:08"), new WorkCommand("void") { Reason = "重复" }, Centre, At("2025-03-13 15:00"))
            .OrThrow();
        var rejected = Engine.Apply(
            Engine.Open(Report(), Inspector, now).OrThrow(), new WorkCommand("reject") { Reason = "不属实" }, Centre, now).OrThrow();

        var values = KpiCatalogue.BuiltIn.Evaluate([late, waiting, voided, rejected], now)
            .ToDictionary(value => value.Definition.Id, value => (value.Numerator, value.Denominator));
        Assert.Equal((3, 4), values["valid-report"]);
        Assert.Equal((3, 4), values["filing"]);
        Assert.Equal((2, 3), values["accurate-filing"]); // (inst - cancel) / inst
        Assert.Equal((1, 2), values["handling"]);
        Assert.Equal((0, 2), values["on-time-handling"]);
        Assert.Equal((1, 2), values["overdue-waiting"]);
        Assert.Equal((1, 2), values["rework"]);
        Assert.Equal((3, 3), values["accurate-dispatch"]);
        Assert.Equal((2, 3), values["accurate-dispatch-rework"]);
    }

    [Theory]
    [InlineData("handling, merge@leader", "needDispose", 0)]
    [InlineData("handling, merge@leader", "needArchive", 0)]
    [InlineData("checking, fail-check, merge@leader", "dispose", 0)]
    [InlineData("handling", "accurDispatch", 1)]
    [InlineData("handling, redispatch", "accurDispatch", 0)]
    [InlineData("fedback", "needCheck", 1)]
    [InlineData("late", "overtimeDispose", 1)]
    [InlineData("late, appeal", "overtimeDispose", 1)]
    [InlineData("late, appeal, support-appeal, grant-appeal", "overtimeDispose", 0)]
    [InlineData("late, appeal, refuse-appeal", "overtimeDispose", 1)]
    public void Count_AfterARareTurn_IsWhatTheFieldCounts(string situation, string fact, int count) =>
        Assert.Equal(count, CaseFacts.Count(fact, LifeCycle.Story.Of(situation).Item, At("2025-03-14 12:00")));

    [Fact]
    public void Count_OfAClassThatNobodyChecks_NeedsNoCheck()
    {
        var nobodyChecks = LifeCycle.Story.Rules with { Checks = [new Policies.CheckRow("city-management", null, Policies.CheckRow.None)] };
        Assert.Equal(0, CaseFacts.Count("needCheck", LifeCycle.Story.Of("fedback", nobodyChecks).Item, At("2025-03-14 12:00")));
    }

    [Fact]
    public void Evaluate_ExemptCase_CountsNothing()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08") with { Exempt = true };
        Assert.All(KpiCatalogue.BuiltIn.Evaluate([item], At("2025-03-14 12:00")), value => Assert.Null(value.Rate));
    }

    [Fact]
    public void Evaluate_LateCase_NamesTheLateStage()
    {
        var performance = CasePerformance.Of(CaseDispatchedAt(Engine, "2025-03-13 14:08"), At("2025-03-14 12:00"));
        Assert.Equal(["handle"], performance.LateStages);
        Assert.False(performance.EveryStageOnTime);
        Assert.Null(performance.Duration);
    }

    [Fact]
    public void Read_UnknownFact_SaysWhereAndWhatWasMeant()
    {
        Assert.Null(KpiCatalogue.Read(
            Encoding.UTF8.GetBytes(
            """{"schema":1,"definitions":[{"id":"x","zh":"x","en":"x","numerator":["instt"],"denominator":["report"]}]}"""),
            out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(("definitions[0].numerator", "inst"), (error.Path, error.NearMiss));
    }

    /// <summary>
    /// The weighting of §1.8 (Jinniu, Chengdu), by hand: of 200 cases that fall due 190 are handled, 180 on time, 4 wait past the deadline,
    /// 6
    /// were extended; of 180 to be closed 9 were reworked. 30·0.95 + 20·0.90 + 20·(1 − 0.05) + 20·(1 − 0.02) + 10·(1 − 0.03) = 94.8.
    /// </summary>
    [Theory]
    [InlineData(200, 190, 180, 4, 6, 180, 9, "94.8")]
    [InlineData(100, 100, 100, 0, 0, 100, 0, "100")]
    [InlineData(100, 0, 0, 100, 0, 100, 0, "30")]
    [InlineData(3, 2, 1, 1, 0, 3, 1, "63.33")]
    [InlineData(0, 0, 0, 0, 0, 5, 0, null)]
    public void Score_ByJinniusWeights_IsWhatOneCalculatesByHand(
        int due, int handled, int onTime, int overdue, int extended, int toClose, int reworked, string? points)
    {
        KpiValue[] values =
        [
            Value("handling", handled, due), Value("on-time-handling", onTime, due), Value("overdue-waiting", overdue, due),
            Value("extension", extended, due), Value("rework", reworked, toClose),
        ];
        var score = KpiCatalogue.BuiltIn.Scores.Single(score => score.Id == "jinniu").Of(values);
        Assert.Equal(points, score is { } known ? decimal.Round(known, 2).ToString("0.##", CultureInfo.InvariantCulture) : null);
        Assert.Equal(100, KpiCatalogue.BuiltIn.Scores.Single().Weights.Sum(weight => weight.Points));
    }

    /// <summary>Dispatched on Thursday afternoon with four working hours: due on Friday morning, so carried over into Friday.</summary>
    [Theory]
    [InlineData("2025-03-13 00:00", "2025-03-14 00:00", 1, 0)]
    [InlineData("2025-03-14 00:00", "2025-03-15 00:00", 0, 1)]
    [InlineData("2025-03-13 00:00", "2025-03-15 00:00", 1, 1)]
    [InlineData("2025-03-15 00:00", "2025-03-16 00:00", 0, 0)]
    public void Evaluate_OfAPeriod_CountsWhatFallsDueInItAndWhatWasReportedInIt(string from, string until, int reported, int due)
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var values = KpiCatalogue.BuiltIn.Evaluate([item], new Interval(At(from), At(until)), At("2025-03-20 12:00"))
            .ToDictionary(value => value.Definition.Id);
        Assert.Equal((reported, due, due),
            ((int)values["valid-report"].Denominator, (int)values["handling"].Denominator, (int)values["overdue-waiting"].Numerator));
    }

    [Fact]
    public void DueAt_OfASuspendedCase_IsNoTimeAndOfOneWithoutALimitThatOfTheReport()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var asked = Engine.Apply(item, new WorkCommand("request-suspension") { Reason = "要等" }, StreetOffice, At("2025-03-13 15:00"))
            .OrThrow();
        var suspended = Engine.Apply(asked, new WorkCommand("approve-suspension") { Reason = "同意" }, Centre, At("2025-03-13 15:10"))
            .OrThrow();
        Assert.Null(CaseFacts.DueAt(suspended));
        Assert.Null(CaseFacts.DueAt(Engine.Open(Report(), Inspector, At("2025-03-13 14:08")).OrThrow()));
        var free = item with { Clocks = [new StageClock { Stage = "handle", StartedAt = At("2025-03-13 14:08") }] };
        Assert.Equal(free.ReportedAt, CaseFacts.DueAt(free));
    }

    [Theory]
    [InlineData("\"figure\": \"handlin\", \"points\": 1", "scores[0].weights[0].figure", "handling")]
    [InlineData("\"figure\": \"handling\", \"points\": 0", "scores[0].weights[0].points", null)]
    public void Read_WrongWeight_SaysWhere(string weight, string path, string? meant)
    {
        var text = $$"""
            {"schema":1,"definitions":[{"id":"handling","zh":"x","en":"x","numerator":["dispose"],"denominator":["needDispose"]}],
             "scores":[{"id":"s","zh":"x","en":"x","weights":[{ {{weight}} }]}]}
            """;
        Assert.Null(KpiCatalogue.Read(Encoding.UTF8.GetBytes(text), out var errors));
        Assert.Equal((path, meant), (Assert.Single(errors).Path, errors[0].NearMiss));
    }

    private static KpiValue Value(string id, long numerator, long denominator) =>
        new(KpiCatalogue.BuiltIn.Definitions.Single(definition => definition.Id == id), numerator, denominator);
}
