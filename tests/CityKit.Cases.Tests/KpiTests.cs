using System.Text;
using CityKit.Cases.Kpi;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class KpiTests
{
    [Fact]
    public void Evaluate_MixedCases_CountsExactly()
    {
        var now = At("2025-03-14 12:00");
        var late = Engine.Apply(CaseDispatchedAt(Engine, "2025-03-13 14:08"), new WorkCommand("feedback") { Photo = "p" }, StreetOffice, At("2025-03-14 09:00")).OrThrow();
        late = Engine.Apply(late, new WorkCommand("fail-check") { Reason = "未清净" }, Centre, At("2025-03-14 09:10")).OrThrow();
        var waiting = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var voided = Engine.Apply(CaseDispatchedAt(Engine, "2025-03-13 14:08"), new WorkCommand("void") { Reason = "重复" }, Centre, At("2025-03-13 15:00")).OrThrow();
        var rejected = Engine.Apply(Engine.Open(Report(), Inspector, now).OrThrow(), new WorkCommand("reject") { Reason = "不属实" }, Centre, now).OrThrow();

        var values = KpiCatalogue.BuiltIn.Evaluate([late, waiting, voided, rejected], now).ToDictionary(value => value.Definition.Id, value => (value.Numerator, value.Denominator));
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
        Assert.Null(KpiCatalogue.Read(Encoding.UTF8.GetBytes("""{"schema":1,"definitions":[{"id":"x","zh":"x","en":"x","numerator":["instt"],"denominator":["report"]}]}"""), out var errors));
        var error = Assert.Single(errors);
        Assert.Equal(("definitions[0].numerator", "inst"), (error.Path, error.NearMiss));
    }
}
