using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>Elder at once, child after 10 minutes, rescue centre after 20 (civil affairs bureau, 2025).</summary>
public class CareVisitTests
{
    private static readonly Actor Carer = Actor.Of("carer-1", "虚构社区救助站", Role.CareWorker);
    private static readonly Instant Start = At("2026-02-10 08:00");

    [Fact]
    public void Open_AlertOfAnElder_AsksToCallTheElderAtOnce()
    {
        var decision = Opened();
        Assert.Equal(["contact:elder", "role:CareWorker"], decision.Notices.Select(notice => notice.To.ToString()));
        Assert.Equal(Start + Duration.FromMinutes(10), Engine.NextDue(decision.OrThrow()));
    }

    [Fact]
    public void Tick_NobodyReached_EscalatesToChildThenRescueCentre()
    {
        var tenth = Engine.Tick(Opened().OrThrow(), Start + Duration.FromMinutes(10));
        Assert.Equal(["contact:child"], tenth.Notices.Select(notice => notice.To.ToString()));
        var twentieth = Engine.Tick(tenth.OrThrow(), Start + Duration.FromMinutes(20));
        Assert.Equal(["contact:rescue-centre", "body:虚构社区救助站"], twentieth.Notices.Select(notice => notice.To.ToString()));
        Assert.Equal(("escalated", new Assignee("虚构社区救助站")), (twentieth.OrThrow().State, twentieth.OrThrow().Assignee));
        Assert.Equal(Start + Duration.FromMinutes(80), twentieth.OrThrow().Deadline!.Value.At); // the invented hour to visit
    }

    [Fact]
    public void Tick_Late_GivesTheSameItemAsTickingInTime()
    {
        var item = Opened().OrThrow();
        var often = item;
        for (var minute = 1; minute <= 90; minute++) often = Engine.Tick(often, Start + Duration.FromMinutes(minute)).OrThrow();
        var once = Engine.Tick(item, Start + Duration.FromMinutes(90));
        Assert.Equal(WorkItemJson.ToBytes(often), WorkItemJson.ToBytes(once.OrThrow()));
        Assert.Equal("overdue", once.Events[^1].Command);
    }

    [Fact]
    public void Tick_ElderReachedAfterTheChildWasCalled_AsksNobodyElse()
    {
        var reached = Engine.Apply(Opened().OrThrow(), new WorkCommand("reach"), Carer, Start + Duration.FromMinutes(12));
        Assert.Equal(["step/call-child", "reach"], reached.Events.Select(entry => entry.Command));
        var later = Engine.Tick(reached.OrThrow(), Start + Duration.FromHours(5));
        Assert.Same(reached.Item, later.Item);
        Assert.Empty(later.Notices);
        Assert.Null(Engine.NextDue(later.OrThrow()));
    }

    [Fact]
    public void Apply_Close_NeedsAnOutcomeOfTheProfile()
    {
        var item = Engine.Apply(Opened().OrThrow(), new WorkCommand("reach"), Carer, Start).OrThrow();
        Assert.Equal("missing-field", Engine.Apply(item, new WorkCommand("close"), Carer, Start).Refusal?.Code);
        Assert.Equal("missing-field", Engine.Apply(item, new WorkCommand("close") { Outcome = "fine" }, Carer, Start).Refusal?.Code);
        var closed = Engine.Apply(item, new WorkCommand("close") { Outcome = "safe" }, Carer, Start).OrThrow();
        Assert.Equal(("closed", "safe", false, Start), (closed.State, closed.Outcome, closed.IsOpen, closed.ClosedAt));
    }

    [Fact]
    public void Tick_NobodyToSend_SaysSoAndStillTellsTheRescueCentre()
    {
        var engine = EngineWith(Policy with { Dispatch = [] });
        var decision = engine.Tick(Opened().OrThrow(), Start + Duration.FromMinutes(20));
        Assert.Contains(decision.Notices, notice => notice.To.Name == "rescue-centre");
        Assert.Contains(decision.Events, entry => entry is { Command: "step/send-visit", Reason: "missing-field", To: "calling" });
    }

    [Fact]
    public void VisibleTo_GridWorker_SeesThePlaceButNotTheHousehold()
    {
        var parts = ProfileOf("care-visit").VisibleTo([Role.GridWorker]);
        Assert.Equal(WorkItemPart.Summary | WorkItemPart.Place | WorkItemPart.Assignment, parts);
        Assert.Equal(WorkItemPart.None, ProfileOf("care-visit").VisibleTo([Role.PropertyWorker]));
    }

    private static WorkDecision Opened() =>
        Engine.Open(Report("alert/1", "care-visit") with { Household = "hh-7", Class = null, AlertId = "a1" },
            Actor.Of("duty", "区民政局", Role.DutyOfficer), Start);
}
