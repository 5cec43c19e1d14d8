using System.Text;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class DeadlineTests
{
    // Invented: the notice for 2027 was not published when this was written.
    private const string Invented2027 = """
        {"year":2027,"days":[{"name":"元旦","date":"2027-01-01","isOffDay":true},{"name":"元旦","date":"2027-01-02","isOffDay":true},{"name":"元旦","date":"2027-01-03","isOffDay":true}]}
        """;

    [Fact]
    public void Recompute_YearAnnounced_MovesTheProvisionalDeadlineAndSettlesIt()
    {
        var item = CaseDispatchedAt(Engine, "2026-12-31 17:00");
        Assert.Equal((At("2027-01-01 11:00"), true), (item.Deadline!.Value.At, item.Deadline.Value.Provisional));

        var recomputed = Announced().Recompute(item, At("2026-12-31 17:30"));
        Assert.Equal("recompute", Assert.Single(recomputed.Events).Command);
        Assert.Equal(new Deadline(At("2027-01-04 11:00"), false, null), recomputed.OrThrow().Deadline);
    }

    [Fact]
    public void Recompute_SameCalendarOrNothingProvisional_ChangesNothing()
    {
        var provisional = CaseDispatchedAt(Engine, "2026-12-31 17:00");
        Assert.Same(provisional, Engine.Recompute(provisional, At("2026-12-31 17:30")).Item);
        var settled = CaseDispatchedAt(Engine, "2026-03-13 17:00");
        Assert.Same(settled, Announced().Recompute(settled, At("2026-12-31 17:30")).Item);
    }

    [Fact]
    public void Recompute_MarkedOverdueTooEarly_TakesTheMarkBack()
    {
        var item = Engine.Tick(CaseDispatchedAt(Engine, "2026-12-31 17:00"), At("2027-01-02 12:00")).OrThrow();
        Assert.True(item.Clock.Overdue);
        var recomputed = Announced().Recompute(item, At("2027-01-02 13:00")).OrThrow();
        Assert.False(recomputed.Clock.Overdue);
        Assert.Equal("overdue", Announced().Tick(recomputed, At("2027-01-05 12:00")).Events[0].Command);
    }

    [Fact]
    public void Recompute_FinishedStage_IsJudgedAgain()
    {
        var item = CaseDispatchedAt(Engine, "2026-12-31 17:00");
        item = Engine.Apply(item, new WorkCommand("feedback") { Photo = "p" }, StreetOffice, At("2027-01-04 10:00")).OrThrow();
        Assert.False(item.Clocks[3].OnTime);
        Assert.True(Announced().Recompute(item, At("2027-01-04 10:01")).OrThrow().Clocks[3].OnTime);
    }

    [Fact]
    public void Tick_DeadlinePassed_MarksOnceAndTellsTheCrew()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        Assert.Empty(Engine.Tick(item, At("2025-03-14 08:08")).Events);
        var decision = Engine.Tick(item, At("2025-03-14 09:00"));
        Assert.Equal("overdue", Assert.Single(decision.Events).Command);
        Assert.Contains(decision.Notices, notice => notice.To.ToString() == "body:浮山新区街道/环卫班组");
        Assert.Empty(Engine.Tick(decision.OrThrow(), At("2025-03-15 09:00")).Events);
        Assert.Null(Engine.NextDue(decision.OrThrow()));
    }

    [Fact]
    public void Apply_AtTheDeadlineItself_IsOnTime_AndASecondLaterIsNot()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var feedback = new WorkCommand("feedback") { Photo = "p" };
        Assert.True(Engine.Apply(item, feedback, StreetOffice, At("2025-03-14 08:08")).OrThrow().Clocks[3].OnTime);
        Assert.False(Engine.Apply(item, feedback, StreetOffice, At("2025-03-14 08:09")).OrThrow().Clocks[3].OnTime);
    }

    // Thursday 14:08 + 4 h = Friday 08:08; approved extension of 4 more working hours = Friday 14:08.
    [Fact]
    public void ApproveExtension_AddsTheOriginalLimitOnceMore()
    {
        var item = Ask(CaseDispatchedAt(Engine, "2025-03-13 14:08"), "request-extension", "2025-03-13 15:00");
        item = Engine.Apply(item, new WorkCommand("approve-extension"), Centre, At("2025-03-13 16:00")).OrThrow();
        Assert.Equal((At("2025-03-14 14:08"), 1), (item.Deadline!.Value.At, item.Counts.Extensions));
    }

    [Fact]
    public void RequestExtension_AfterTheDeadlineOrTheLastOne_IsRefused()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var reason = new WorkCommand("request-extension") { Reason = "雨" };
        Assert.Equal("overdue", Engine.Apply(item, reason, StreetOffice, At("2025-03-14 09:00")).Refusal?.Code);
        for (var i = 0; i < 2; i++) item = Engine.Apply(Ask(item, "request-extension", "2025-03-13 15:00"), new WorkCommand("approve-extension"), Centre, At("2025-03-13 15:00")).OrThrow();
        var refusal = Engine.Apply(item, reason, StreetOffice, At("2025-03-13 15:00")).Refusal;
        Assert.Equal("limit-reached", refusal?.Code);
        Assert.DoesNotContain("request-extension", refusal!.Allowed);
    }

    // Three of four working hours and eight minutes are left at 15:00 on Thursday; resumed Monday 09:00 they end at 14:08.
    [Fact]
    public void Suspension_StopsTheClockAndKeepsWhatWasLeft()
    {
        var item = Ask(CaseDispatchedAt(Engine, "2025-03-13 14:08"), "request-suspension", "2025-03-13 15:00");
        item = Engine.Apply(item, new WorkCommand("approve-suspension"), Centre, At("2025-03-13 15:00")).OrThrow();
        Assert.Null(item.Deadline);
        Assert.Empty(Engine.Tick(item, At("2025-03-17 08:00")).Events);
        item = Engine.Apply(item, new WorkCommand("resume"), StreetOffice, At("2025-03-17 09:00")).OrThrow();
        Assert.Equal(At("2025-03-17 14:08"), item.Deadline!.Value.At);
    }

    [Fact]
    public void Suspension_NeverEnded_ResumesByItselfAfterAYear()
    {
        var item = Ask(CaseDispatchedAt(Engine, "2025-03-13 14:08"), "request-suspension", "2025-03-13 15:00");
        item = Engine.Apply(item, new WorkCommand("approve-suspension"), Centre, At("2025-03-13 15:00")).OrThrow();
        Assert.Equal(At("2026-03-13 15:00"), Engine.NextDue(item));
        var resumed = Engine.Tick(item, At("2026-03-13 15:00"));
        Assert.Equal(("resume", Role.System), (resumed.Events[0].Command, resumed.Events[0].Role));
        Assert.Equal("handling", resumed.OrThrow().State);
    }

    [Fact]
    public void After_EndOfNthDayPolicy_IsTheEndOfThatDay()
    {
        var item = CaseDispatchedAt(EngineWith(Policy with { WorkDay = WorkDayReading.EndOfNthDay }), "2025-03-13 14:08", "0305-missing");
        Assert.Equal(At("2025-03-17 18:00"), item.Deadline!.Value.At);
    }

    private static WorkItem Ask(WorkItem item, string command, string local) =>
        Engine.Apply(item, new WorkCommand(command) { Reason = "备件未到" }, StreetOffice, At(local)).OrThrow();

    private static WorkEngine Announced() =>
        EngineWith(Policy, WorkCalendar.BuiltIn.With(CalendarYear.Read(Encoding.UTF8.GetBytes(Invented2027), out _)!));
}
