using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>Oversight and reminder, void and forced close, merge and split, repeats.</summary>
public class AsideTests
{
    [Theory]
    // oversight (督办) has a deadline, which a reply ends; a reminder (催办) has none
    [InlineData("reported", "oversee", "oversight", "reported", "role:DutyLeader")]
    [InlineData("handling", "oversee", "oversight", "handling", "body:浮山新区街道, role:DutyLeader")]
    [InlineData("handling", "oversee", "leader", "wrong-role")]
    [InlineData("closed", "oversee", "oversight", "wrong-state")]
    [InlineData("handling, oversee", "reply", "body", "handling", "role:Oversight")]
    [InlineData("handling, oversee", "reply", "dispatcher", "handling", "role:Oversight")]
    [InlineData("handling, oversee", "reply", "other", "not-assigned")]
    [InlineData("handling", "reply", "body", "not-running")]
    [InlineData("handling, oversee, reply", "reply", "body", "not-running")]
    [InlineData("handling", "urge", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("handling", "urge", "inspector", "handling", "body:浮山新区街道, role:Dispatcher")]
    [InlineData("handling", "urge", "neighbour", "not-reporter")]
    [InlineData("closed", "urge", "dispatcher", "wrong-state")]
    // void (作废) once filed; forced close (强制结案) from everywhere
    [InlineData("accepted", "void", "leader", "void", "reporter:inspector-7")]
    [InlineData("handling, request-suspension, approve-suspension", "void", "leader", "void", "body:浮山新区街道, reporter:inspector-7")]
    [InlineData("handling", "void", "dispatcher", "wrong-role")]
    [InlineData("reported", "void", "leader", "wrong-state")]
    [InlineData("closed", "void", "leader", "wrong-state")]
    [InlineData("reported", "force-close", "oversight", "forced-closed", "reporter:inspector-7")]
    [InlineData("handling", "force-close", "oversight", "forced-closed", "body:浮山新区街道, reporter:inspector-7")]
    [InlineData("handling", "force-close", "leader", "wrong-role")]
    [InlineData("closed", "force-close", "oversight", "wrong-state")]
    // merge (并案) and split (拆分)
    [InlineData("reported", "merge", "acceptor", "merged", "reporter:inspector-7")]
    [InlineData("handling", "merge", "leader", "merged", "body:浮山新区街道, reporter:inspector-7")]
    [InlineData("handling", "merge", "dispatcher", "wrong-role")]
    [InlineData("fedback", "merge", "leader", "wrong-state")]
    [InlineData("accepted", "split", "leader", "filing", "role:Acceptor")]
    [InlineData("accepted", "split", "dispatcher", "wrong-role")]
    [InlineData("handling", "split", "leader", "wrong-state")]
    public void Row_Aside_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("handling, oversee", "oversight", "2025-03-14 09:00")] // one work day is eight hours of work
    [InlineData("handling, oversee, +2d", "oversight", "2025-03-14 09:00 late")]
    [InlineData("handling, oversee, reply", "oversight", "ended")]
    [InlineData("handling, urge", "oversight", "none")]
    [InlineData("handling, oversee, force-close", "oversight", "ended")]
    [InlineData("handling, request-suspension, approve-suspension, force-close", "handle", "ended")]
    public void Clock_Aside_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Theory]
    [InlineData("4 work hours", "too-long")]
    [InlineData("1 work day", null)]
    public void Oversee_WithALimit_TakesAtMostThePolicys(string limit, string? refused) =>
        Assert.Equal(refused, Story.Of("handling")
            .Do(Story.Filled("oversee") with { Limit = WorkLimit.Parse(limit) }, "oversight").Refusal?.Code);

    [Fact]
    public void Oversight_Overdue_IsToldToWhoAskedAndWhoHasIt()
    {
        var decision = Story.Of("handling, oversee").Wait(Duration.FromDays(2));
        var late = decision.Notices.Where(notice => notice.Text.En.Contains("oversight", StringComparison.Ordinal));
        Assert.Equal(["body:浮山新区街道", "role:Oversight", "role:DutyLeader"], late.Select(notice => notice.To.ToString()));
    }

    [Fact]
    public void Merge_GivesReportsAndAlertsToTheOther()
    {
        var story = Story.Of("public, accept@leader");
        var report = TestWorld.Report("report/2") with { ReportId = "report/2" };
        var other = story.Engine.Open(report, TestWorld.Inspector, story.Now).OrThrow();
        var merged = story.Do(Story.Filled("merge") with { Other = other.Id }, "leader");
        Assert.Equal([new WorkLink(WorkLinkKind.MergedInto, other.Id)], merged.Links);
        var taken = story.Engine.Follow(merged.Links[0], merged.OrThrow(), other, People.Named("leader"), story.Now).OrThrow();
        Assert.Equal(["inspector-7", "resident-1"], taken.Reports.Select(report => report.Reporter));
        Assert.Equal((false, other.Id), (merged.Item!.IsOpen, merged.Item.MergedInto));
        var closed = story.Engine.Apply(taken, Story.Filled("reject"), People.Named("acceptor"), story.Now);
        Assert.Equal(["reporter:inspector-7", "reporter:resident-1"], closed.Notices.Select(notice => notice.To.ToString()));
    }

    [Fact]
    public void Merge_IntoAClosedOne_CannotBe()
    {
        var story = Story.Of("accepted");
        var closed = Story.Of("closed").Item with { Id = WorkItemId.FromCause("report/2") };
        var merged = story.Do(Story.Filled("merge") with { Other = closed.Id }, "leader");
        var followed = story.Engine.Follow(merged.Links[0], merged.Item!, closed, People.Named("leader"), story.Now);
        Assert.Equal("no-open-item", followed.Refusal?.Code);
    }

    [Fact]
    public void Split_OpensParts_WhichTheWholeWaitsForWhenItCloses()
    {
        var story = Story.Of("public, verify, confirm");
        var split = story.Do(Story.Filled("split"), "acceptor");
        var part = story.Engine.Open(Assert.Single(split.Opens), Actor.System, story.Now).OrThrow();
        Assert.Equal((story.Item.Id, "true", "reported"), (part.Parent, part.Details["verified"], part.State));
        Assert.Equal("filing", story.Engine.Apply(part, Story.Filled("accept"), People.Named("acceptor"), story.Now).OrThrow().State);
        foreach (var command in new[] { "file", "dispatch", "feedback", "check", "pass-check" })
            story.Do(command, People.UsualFor(command)).OrThrow();
        Assert.Equal("waiting", story.Do("close", "leader").Refusal?.Code);
        var rejected = story.Engine.Apply(part, Story.Filled("reject"), People.Named("acceptor"), story.Now);
        var whole = story.Engine.Follow(rejected.Links[0], rejected.Item!, story.Item, People.Named("acceptor"), story.Now).OrThrow();
        Assert.Equal("closed", story.Engine.Apply(whole, Story.Filled("close"), People.Named("leader"), story.Now).OrThrow().State);
    }

    [Fact]
    public void Repeat_MarkedAndUnmarked_StandsStillMeanwhile()
    {
        var (story, officer) = (Story.Of("handling, +1h"), People.Named("officer"));
        var original = story.Engine.Open(TestWorld.Report("report/2"), TestWorld.Inspector, story.Now).OrThrow();
        var marked = story.Engine.MarkRepeat(story.Item, original, officer, story.Now);
        var repeat = marked.Repeat.OrThrow();
        Assert.Equal((original.Id, false, true), (repeat.RepeatOf, repeat.IsOpen, repeat.Clock.IsPaused));
        var feedback = story.Engine.Apply(repeat, Story.Filled("feedback"), People.Named("body"), story.Now);
        Assert.Equal("repeat", feedback.Refusal?.Code);
        var byOther = story.Engine.MarkRepeat(story.Item, original, People.Named("dispatcher"), story.Now).Repeat;
        Assert.Equal("wrong-role", byOther.Refusal?.Code);
        var nextDay = story.Now + Duration.FromDays(1);
        var undone = story.Engine.UndoRepeat(repeat, marked.Original.Item, officer, nextDay).Repeat.OrThrow();
        Assert.Equal(("handling", true, TestWorld.At("2025-03-14 15:00")), (undone.State, undone.IsOpen, undone.Deadline!.Value.At));
    }
}
