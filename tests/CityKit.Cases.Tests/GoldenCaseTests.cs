using CityKit.Cases.Kpi;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>The fifty minutes: a case in Shibei, Qingdao, on 13 March 2025 (newspaper, 2025). Its times, class and bodies are as told; limits are the invented policy's.</summary>
public class GoldenCaseTests
{
    [Fact]
    public void FiftyMinutes_FromReportToEvaluation_EveryStageOnTime()
    {
        var item = Handled();
        Assert.Equal(("evaluated", "evaluate", false), (item.State, item.Stage, item.IsOpen));
        Assert.Equal(["collect", "establish", "dispatch", "handle", "feedback", "check", "evaluate"], item.Clocks.Select(clock => clock.Stage));
        Assert.All(item.Clocks, clock => Assert.True(clock.OnTime));

        var performance = CasePerformance.Of(item, At("2025-03-13 14:41"));
        Assert.Equal(Duration.FromMinutes(50), performance.Duration);
        Assert.Empty(performance.LateStages);
        Assert.True(performance.EveryStageOnTime);
    }

    [Fact]
    public void FiftyMinutes_Dispatched_IsWithTheStreetOfficesCrewUntilTheNextMorning()
    {
        var item = Dispatched();
        Assert.Equal(new Assignee("浮山新区街道", "环卫班组"), item.Assignee);
        Assert.Equal(At("2025-03-14 08:08"), item.Deadline!.Value.At); // 14:08 + 4 work hours, domain vectors
        Assert.False(item.Deadline.Value.Provisional);
    }

    [Fact]
    public void FiftyMinutes_Figures_AreAllOneHundredPercent()
    {
        var values = KpiCatalogue.BuiltIn.Evaluate([Handled()], At("2025-03-13 15:00")).ToDictionary(value => value.Definition.Id);
        foreach (var id in new[] { "valid-report", "filing", "on-time-filing", "accurate-filing", "on-time-dispatch", "accurate-dispatch", "handling", "on-time-handling", "closing", "on-time-closing", "checking" })
            Assert.Equal(1m, values[id].Rate);
        Assert.Equal(0m, values["rework"].Rate);
        Assert.Equal(0m, values["extension"].Rate);
        Assert.Null(values["verification"].Rate); // an inspector's report needs none
    }

    [Fact]
    public void FiftyMinutes_History_TellsWhoDidWhatAsWhom()
    {
        var told = Handled().History.Select(entry => $"{entry.Command} {entry.Role} {entry.From}->{entry.To}");
        Assert.Equal(
        [
            "open Inspector ->reported", "accept Acceptor reported->filing", "file DutyLeader filing->dispatching", "dispatch Dispatcher dispatching->assigned",
            "feedback CompetentDepartment assigned->feedback", "pass-check Acceptor feedback->closing", "close DutyLeader closing->closed", "evaluate DutyLeader closed->evaluated",
        ], told);
    }

    [Fact]
    public void FiftyMinutes_AutomaticDispatch_NeedsNoDispatcher()
    {
        var engine = EngineWith(AutomaticPolicy);
        var item = engine.Open(Report(), Inspector, At("2025-03-13 13:51")).OrThrow();
        item = engine.Apply(item, new WorkCommand("accept"), Centre, At("2025-03-13 14:08")).OrThrow();
        var filed = engine.Apply(item, new WorkCommand("file") { Condition = "0305-dirty" }, Centre, At("2025-03-13 14:08"));
        Assert.Equal(["file", "dispatch"], filed.Events.Select(entry => entry.Command));
        Assert.Equal(("assigned", Role.System), (filed.OrThrow().State, filed.Events[1].Role));
        Assert.Contains(filed.Notices, notice => notice.To.ToString() == "body:浮山新区街道/环卫班组");
    }

    private static WorkItem Dispatched()
    {
        var item = Engine.Open(Report(), Inspector, At("2025-03-13 13:51")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("accept"), Centre, At("2025-03-13 14:08")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("file") { Condition = "0305-dirty" }, Centre, At("2025-03-13 14:08")).OrThrow();
        return Engine.Apply(item, new WorkCommand("dispatch"), Centre, At("2025-03-13 14:08")).OrThrow();
    }

    private static WorkItem Handled()
    {
        var item = Engine.Apply(Dispatched(), new WorkCommand("feedback") { Photo = "photo/after" }, StreetOffice, At("2025-03-13 14:40")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("pass-check") { Photo = "photo/after" }, Centre, At("2025-03-13 14:41")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("close"), Centre, At("2025-03-13 14:41")).OrThrow();
        return Engine.Apply(item, new WorkCommand("evaluate"), Centre, At("2025-03-13 14:41")).OrThrow();
    }
}
