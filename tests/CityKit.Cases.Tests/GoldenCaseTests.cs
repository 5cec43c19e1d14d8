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
        var told = Told().History.Select(entry => $"{entry.Command} {entry.Role} {entry.From}->{entry.To}");
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

    private static WorkItem Dispatched() => Told().Items[3];

    private static WorkItem Handled() => Told().Items[^1];

    /// <summary>The item after each step, and its whole history.</summary>
    private static (List<WorkItem> Items, List<HistoryEntry> History) Told()
    {
        (WorkCommand Command, Actor Actor, string At)[] steps =
        [
            (new("accept"), Centre, "14:08"), (new("file") { Condition = "0305-dirty" }, Centre, "14:08"), (new("dispatch"), Centre, "14:08"),
            (new("feedback") { Photo = "photo/after" }, StreetOffice, "14:40"), (new("pass-check") { Photo = "photo/after" }, Centre, "14:41"),
            (new("close"), Centre, "14:41"), (new("evaluate"), Centre, "14:41"),
        ];
        var opened = Engine.Open(Report(), Inspector, At("2025-03-13 13:51"));
        var (items, history) = (new List<WorkItem> { opened.OrThrow() }, opened.Events.ToList());
        foreach (var (command, actor, at) in steps)
        {
            var decision = Engine.Apply(items[^1], command, actor, At($"2025-03-13 {at}"));
            items.Add(decision.OrThrow());
            history.AddRange(decision.Events);
        }
        return (items, history);
    }
}
