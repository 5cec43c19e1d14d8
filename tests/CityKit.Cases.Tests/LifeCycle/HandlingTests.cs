using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>任务处理、处理反馈: lead and co-handlers, crews, colleagues, extension, suspension, feedback.</summary>
public class HandlingTests
{
    private const string Crew = "浮山新区街道/环卫班组";

    [Theory]
    [InlineData("dispatched", "start", "body", "handling")]
    [InlineData("dispatched", "start", "other", "not-assigned")]
    [InlineData("dispatched", "feedback", "body", "feedback", "role:Dispatcher")]
    [InlineData("handling", "feedback", "body", "feedback", "role:Dispatcher")]
    [InlineData("handling", "feedback", "other", "not-assigned")]
    [InlineData("fedback", "feedback", "body", "wrong-state")]
    // lead and co-handlers (主办、协办): the feedback waits for them, or the lead says why not
    [InlineData("handling", "co-handle", "dispatcher", "handling", "body:区园林所, body:浮山新区街道")]
    [InlineData("handling", "co-handle", "body", "wrong-role")]
    [InlineData("handling, co-handle", "feedback", "body", "waiting")]
    [InlineData("handling, co-handle", "feedback-alone", "body", "feedback", "role:Dispatcher")]
    [InlineData("handling", "feedback-alone", "body", "guard")]
    [InlineData("handling, co-handle", "co-feedback", "helper", "handling", "body:浮山新区街道")]
    [InlineData("handling, co-handle", "co-feedback", "body", "not-assigned")]
    [InlineData("handling, co-handle", "co-feedback", "other", "not-assigned")]
    [InlineData("handling", "co-feedback", "helper", "not-assigned")]
    [InlineData("handling, co-handle, co-feedback", "co-feedback", "helper", "not-assigned")]
    [InlineData("handling, co-handle, co-feedback", "feedback", "body", "feedback", "role:Dispatcher")]
    [InlineData("handling, co-handle", "co-decline", "helper", "handling", "body:浮山新区街道, role:Dispatcher")]
    [InlineData("handling, co-handle, co-decline", "feedback", "body", "feedback", "role:Dispatcher")]
    [InlineData("handling, co-handle", "feedback", "helper", "not-assigned")]
    [InlineData("handling, co-handle", "return", "helper", "not-assigned")]
    // crews (二级派遣)
    [InlineData("handling", "send-crew", "body", "handling", "body:浮山新区街道/环卫班组")]
    [InlineData("handling", "send-crew", "dispatcher", "wrong-role")]
    [InlineData("handling", "send-crew", "other", "not-assigned")]
    [InlineData("handling, send-crew", "feedback", "body", "waiting")]
    [InlineData("handling, send-crew", "crew-done", "colleague", "handling", "body:浮山新区街道")]
    [InlineData("handling, send-crew", "crew-done", "other", "not-assigned")]
    [InlineData("handling", "crew-done", "colleague", "not-assigned")]
    [InlineData("handling, send-crew, crew-done", "feedback", "body", "feedback", "role:Dispatcher")]
    // a colleague takes the task (任务协同)
    [InlineData("handling", "hand-over", "body", "handling", "body:浮山新区街道")]
    [InlineData("handling", "hand-over", "other", "not-assigned")]
    [InlineData("handling, hand-over", "feedback", "body", "not-yours")]
    [InlineData("handling, hand-over", "feedback", "colleague", "feedback", "role:Dispatcher")]
    [InlineData("handling, hand-over", "hand-over", "body", "handling", "body:浮山新区街道")]
    // extension (延期): before the deadline, twice; what is refused does not count
    [InlineData("handling", "request-extension", "body", "extension-requested", "role:Dispatcher")]
    [InlineData("handling", "request-extension", "other", "not-assigned")]
    [InlineData("handling, +7h", "request-extension", "body", "overdue")]
    [InlineData("handling, request-extension", "approve-extension", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("handling, request-extension", "approve-extension", "leader", "wrong-role")]
    [InlineData("handling, request-extension", "refuse-extension", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("handling, request-extension", "request-extension", "body", "wrong-state")]
    [InlineData("refusedTwice", "request-extension", "body", "extension-requested", "role:Dispatcher")]
    [InlineData("extendedTwice", "request-extension", "body", "limit-reached")]
    [InlineData("handling, request-extension", "feedback", "body", "feedback", "role:Dispatcher")]
    // suspension (挂账): once, and it ends by itself
    [InlineData("handling", "request-suspension", "body", "suspension-requested", "role:Dispatcher")]
    [InlineData("handling, request-suspension", "approve-suspension", "dispatcher", "suspended", "body:浮山新区街道")]
    [InlineData("handling, request-suspension", "approve-suspension", "body", "wrong-role")]
    [InlineData("handling, request-suspension", "refuse-suspension", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("handling, request-suspension, refuse-suspension", "request-suspension", "body", "suspension-requested", "role:Dispatcher")]
    [InlineData("handling, request-suspension, approve-suspension", "feedback", "body", "wrong-state")]
    [InlineData("handling, request-suspension, approve-suspension", "resume", "body", "handling", "role:Dispatcher")]
    [InlineData("handling, request-suspension, approve-suspension", "resume", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("handling, request-suspension, approve-suspension", "resume", "other", "not-assigned")]
    [InlineData("handling, request-suspension, approve-suspension, resume", "request-suspension", "body", "limit-reached")]
    [InlineData("handling, request-suspension, approve-suspension, +91d", "start", "body", "wrong-state")]
    public void Row_OfHandling_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("handling", "handle", "2025-03-13 15:00")]
    [InlineData("handling, +7h", "handle", "2025-03-13 15:00 late")]
    [InlineData("handling, co-handle", People.HelperBody, "2025-03-13 12:00")]
    [InlineData("handling, co-handle, +4h", People.HelperBody, "2025-03-13 12:00 late")]
    [InlineData("handling, co-handle, co-feedback", People.HelperBody, "ended")]
    [InlineData("handling, send-crew", Crew, "2025-03-13 10:00")]
    [InlineData("handling, send-crew, crew-done", Crew, "ended")]
    [InlineData("handling, send-crew, feedback-alone", Crew, "ended")]
    [InlineData("handling, request-extension", "handle", "2025-03-13 15:00")]
    [InlineData("handling, request-extension, approve-extension", "handle", "2025-03-14 09:00")] // four work hours more
    [InlineData("handling, request-extension, refuse-extension", "handle", "2025-03-13 15:00")]
    [InlineData("handling, request-suspension", "handle", "2025-03-13 15:00")]
    [InlineData("handling, request-suspension, approve-suspension", "handle", "paused")]
    [InlineData("handling, request-suspension, approve-suspension", "citizen", "paused")]
    [InlineData("handling, +1h, request-suspension, approve-suspension, +1d, resume", "handle", "2025-03-14 15:00")] // 3 hours left
    [InlineData("handling, +1h, request-suspension, approve-suspension, +1d, resume", "citizen", "2025-03-17 09:00")]
    [InlineData("handling, hand-over", "handle", "2025-03-13 15:00")]
    [InlineData("fedback", "feedback", "2025-03-13 09:30")]
    public void Clock_OfHandling_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Fact]
    public void Suspension_AtItsEnd_ResumesByItself()
    {
        var story = Story.Of("handling, request-suspension, approve-suspension, +89d");
        Assert.Equal("suspended", story.Item.State);
        var decision = story.Wait(NodaTime.Duration.FromDays(1));
        Assert.Equal(("handling", Role.System), (decision.Item!.State, decision.Events[0].Role));
        Assert.Equal("resume", decision.Events[0].Command);
    }

    [Fact]
    public void Dispatch_WithCoHandlers_GivesEachItsOwnClock()
    {
        var story = Story.Of("filed");
        var decision = story.Do(new WorkCommand("dispatch") { CoHandlers = [new Assignee("区园林所"), new Assignee("区市政所")] }, "dispatcher");
        Assert.Equal(["body:浮山新区街道", "body:区园林所", "body:区市政所"], decision.Notices.Select(notice => notice.To.ToString()));
        Assert.Equal(2, decision.Item!.Assignments.Count(each => each is { Kind: AssignmentKind.CoHandler, Clock.Deadline: not null }));
    }

    [Fact]
    public void CoFeedback_OfOneOfTwo_LeavesTheLeadWaitingForTheOther()
    {
        var story = Story.Of("handling, co-handle");
        story.Do(new WorkCommand("co-handle") { CoHandlers = [new Assignee("区市政所")] }, "dispatcher").OrThrow();
        story.Do("co-feedback", "helper").OrThrow();
        var refusal = story.Do("feedback", "body").Refusal!;
        Assert.Equal("Others still work on it: 区市政所.", refusal.Message.En);
        Assert.Contains("feedback-alone", refusal.Allowed);
    }

    [Theory]
    [InlineData("2 work hours", null)]
    [InlineData("5 work hours", "too-long")]
    [InlineData("2 work days", "too-long")]
    public void ApproveExtension_OfAnOwnLength_IsAtMostTheOriginalLimit(string length, string? refused) =>
        Assert.Equal(refused, Story.Of("handling, request-extension")
            .Do(new WorkCommand("approve-extension") { Limit = WorkLimit.Parse(length) }, "dispatcher").Refusal?.Code);

    [Fact]
    public void ApproveExtension_OfALongestByPolicy_IsAtMostThat()
    {
        var hour = new Allowance("extensions") { AtMost = 1, Longest = WorkLimit.Parse("1 work hour") };
        var policy = Story.Rules with { Allowances = [new AllowanceRow("city-management", hour)] };
        var story = Story.Of("handling, request-extension", policy);
        var approve = new WorkCommand("approve-extension");
        Assert.Equal("too-long", story.Do(approve with { Limit = WorkLimit.Parse("2 work hours") }, "dispatcher").Refusal?.Code);
        story.Do(approve with { Limit = WorkLimit.Parse("1 work hour") }, "dispatcher").OrThrow();
        Assert.Equal("limit-reached", story.Do("request-extension", "body").Refusal?.Code);
    }

    [Fact]
    public void Apply_TwoAtOnce_TellsTheSecondWhatTheFirstDid()
    {
        var story = Story.Of("filed");
        var seen = story.Item;
        story.Do("dispatch", "dispatcher").OrThrow();
        var refusal = story.Engine.Apply(story.Item, Story.Filled("return"), People.Named("dispatcher"), story.Now).Refusal!;
        Assert.Equal("dispatching", seen.State);
        Assert.Equal("wrong-role", refusal.Code);
        var again = story.Do("dispatch", "dispatcher").Refusal!;
        Assert.Equal("'dispatch' is not possible while the item is assigned (since 2025-03-13 09:00, with 浮山新区街道).", again.Message.En);
        Assert.Equal("“待处理”状态下不能“派遣”（2025-03-13 09:00 起，承办 浮山新区街道）。", again.Message.Zh);
    }
}
