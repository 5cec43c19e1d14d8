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

    // State Council, 6 December 2018: Saturday 29 December works, Monday 31 December is off.
    [Fact]
    public void Recompute_NextYearsNoticeNamesLateDecember_MovesTheDeadlineEarlier()
    {
        var old = WorkCalendar.Empty.With(Notice("""{"year":2018,"days":[{"name":"国庆节","date":"2018-10-01","isOffDay":true}]}"""));
        var item = CaseDispatchedAt(EngineWith(Policy, old), "2018-12-28 16:00");
        Assert.Equal((At("2018-12-31 10:00"), true), (item.Deadline!.Value.At, item.Deadline.Value.Provisional));

        var engine = EngineWith(Policy, old).With(old.With(Notice("""
            {"year":2019,"days":[{"name":"元旦","date":"2018-12-29","isOffDay":false},{"name":"元旦","date":"2018-12-31","isOffDay":true},{"name":"元旦","date":"2019-01-01","isOffDay":true}]}
            """)));
        var moved = engine.Recompute(item, At("2018-12-28 17:00"));
        Assert.Equal(new Deadline(At("2018-12-29 10:00"), false, null), moved.OrThrow().Deadline);
        Assert.Equal(("recompute", "handle: 2018-12-31 10:00 → 2018-12-29 10:00"), (moved.Events[0].Command, moved.Events[0].Reason));
        Assert.Equal("body:浮山新区街道/环卫班组", Assert.Single(moved.Notices).To.ToString());
        Assert.Same(moved.Item, engine.Recompute(moved.Item!, At("2018-12-28 17:01")).Item);
    }

    // 2020: the Spring Festival holiday was extended to 2 February on 26 January, after the notice (here: Friday 31 January becomes a day
    // off).
    [Fact]
    public void Recompute_AmendedNotice_MovesASettledDeadline()
    {
        const string Before = """{"year":2020,"days":[{"name":"春节","date":"2020-01-30","isOffDay":true}DAYS]}""";
        var notice = WorkCalendar.Empty.With(Notice(Before.Replace("DAYS", "", StringComparison.Ordinal)));
        var amended = WorkCalendar.Empty.With(
            Notice(Before.Replace("DAYS", ",{\"name\":\"春节\",\"date\":\"2020-01-31\",\"isOffDay\":true}", StringComparison.Ordinal)));
        var item = CaseDispatchedAt(EngineWith(Policy, notice), "2020-01-23 17:00");
        Assert.Equal(new Deadline(At("2020-01-24 11:00"), false, null), item.Deadline);
        Assert.Same(item, EngineWith(Policy, amended).Recompute(item, At("2020-01-23 18:00")).Item);

        var later = CaseDispatchedAt(EngineWith(Policy, notice), "2020-01-29 17:00");
        Assert.Equal(new Deadline(At("2020-01-31 11:00"), false, null), later.Deadline);
        var moved = EngineWith(Policy, amended).Recompute(later, At("2020-01-29 18:00"));
        Assert.Equal(new Deadline(At("2020-02-03 11:00"), false, null), moved.OrThrow().Deadline);
        Assert.Equal("recompute", Assert.Single(moved.Events).Command);
    }

    [Fact]
    public void Recompute_OtherWordsForTheReason_IsNoChange()
    {
        var item = CaseDispatchedAt(Engine, "2026-12-31 17:00");
        var worded = item with { Clocks = [
            .. item.Clocks.SkipLast(1),
            item.Clock with { Deadline = item.Clock.Deadline!.Value with { Reason = new("旧", "old words") } }] };
        Assert.Same(worded, Engine.Recompute(worded, At("2026-12-31 17:30")).Item);
    }

    [Fact]
    public void Recompute_SameCalendarOrNothingMoved_ChangesNothing()
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
        for (var i = 0; i < 2; i++)
            item = Engine.Apply(Ask(item, "request-extension", "2025-03-13 15:00"), new WorkCommand("approve-extension"), Centre,
            At("2025-03-13 15:00")).OrThrow();
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

    private static WorkEngine Announced() => EngineWith(Policy, WorkCalendar.BuiltIn.With(Notice(Invented2027)));

    private static CalendarYear Notice(string json) => CalendarYear.Read(Encoding.UTF8.GetBytes(json), out var errors)
        ?? throw new InvalidOperationException(string.Join("; ", errors));
}
