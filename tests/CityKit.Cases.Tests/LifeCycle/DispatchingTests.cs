using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>任务派遣: dispatch, return, adjudication, re-dispatch.</summary>
public class DispatchingTests
{
    [Theory]
    [InlineData("filed", "dispatch", "dispatcher", "assigned", "body:浮山新区街道")]
    [InlineData("filed", "dispatch", "leader", "wrong-role")]
    [InlineData("filed", "dispatch", "system", "not-automatic")]
    [InlineData("accepted", "dispatch", "dispatcher", "wrong-state")]
    // the dispatcher gives what is not the bodies' back to the acceptor, and moves it no other way
    [InlineData("filed", "return", "dispatcher", "filing", "role:Acceptor, role:DutyLeader")]
    [InlineData("filed", "return", "acceptor", "wrong-role")]
    [InlineData("filed", "check", "dispatcher", "wrong-state")]
    [InlineData("filed, return@dispatcher", "decline", "leader", "declined", "reporter:inspector-7")]
    // return (回退): by who has it, twice at most, within the window
    [InlineData("dispatched", "return", "body", "dispatching", "role:Dispatcher")]
    [InlineData("handling", "return", "body", "dispatching", "role:Dispatcher")]
    [InlineData("dispatched", "return", "other", "not-assigned")]
    [InlineData("dispatched, +7h", "return", "body", "too-late")]
    [InlineData("dispatched, return, dispatch", "return", "body", "dispatching", "role:Dispatcher")]
    [InlineData("returnedTwice", "return", "body", "limit-reached")]
    [InlineData("fedback", "return", "body", "wrong-state")]
    // adjudication (裁定): once, when it can no longer be returned
    [InlineData("dispatched", "dispute", "body", "guard")]
    [InlineData("returnedTwice", "dispute", "body", "adjudicating", "role:Dispatcher, role:DutyLeader")]
    [InlineData("dispatched, +7h", "dispute", "body", "adjudicating", "role:Dispatcher, role:DutyLeader")]
    [InlineData("returnedTwice", "dispute", "other", "not-assigned")]
    [InlineData("returnedTwice, dispute, uphold", "dispute", "body", "limit-reached")]
    [InlineData("dispatched, +7h, dispute, uphold", "dispute", "body", "limit-reached")]
    [InlineData("returnedTwice, dispute", "uphold", "leader", "handling", "body:浮山新区街道")]
    [InlineData("returnedTwice, dispute", "uphold", "dispatcher", "handling", "body:浮山新区街道")]
    [InlineData("returnedTwice, dispute", "uphold", "acceptor", "wrong-role")]
    [InlineData("returnedTwice, dispute", "redispatch", "leader", "assigned", "body:区城管局, body:浮山新区街道")]
    [InlineData("returnedTwice, dispute", "feedback", "body", "wrong-state")]
    [InlineData("returnedTwice, dispute, redispatch", "return", "other", "limit-reached")]
    [InlineData("returnedTwice, dispute, redispatch", "dispute", "other", "limit-reached")]
    // re-dispatch (改派)
    [InlineData("dispatched", "redispatch", "dispatcher", "assigned", "body:区城管局, body:浮山新区街道")]
    [InlineData("handling", "redispatch", "dispatcher", "assigned", "body:区城管局, body:浮山新区街道")]
    [InlineData("handling", "redispatch", "leader", "wrong-role")]
    [InlineData("handling, redispatch", "start", "body", "not-assigned")]
    [InlineData("fedback", "redispatch", "dispatcher", "wrong-state")]
    public void Row_OfDispatching_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("filed", "dispatch", "2025-03-13 09:15")]
    [InlineData("dispatched", "handle", "2025-03-13 15:00")] // 4 work hours with two of lunch between
    [InlineData("dispatched, +1h, return", "handle", "ended")]
    [InlineData("dispatched, +1h, return, dispatch", "handle", "2025-03-13 16:00")]
    [InlineData("dispatched, +1h, redispatch", "handle", "2025-03-13 16:00")] // the department's clock begins again
    [InlineData("dispatched, +1h, redispatch", "citizen", "2025-03-16 09:00")] // the reporter's goes on
    [InlineData("returnedTwice, +1h, dispute", "adjudication", "2025-03-13 12:00")]
    [InlineData("returnedTwice, +1h, dispute", "handle", "2025-03-13 15:00")] // to dispute wins no time
    [InlineData("returnedTwice, +1h, dispute, uphold", "handle", "2025-03-13 15:00")]
    [InlineData("returnedTwice, +1h, dispute, uphold", "adjudication", "ended")]
    [InlineData("returnedTwice, +1h, dispute, redispatch", "handle", "2025-03-13 16:00")]
    [InlineData("returnedTwice, dispute, +4h", "adjudication", "2025-03-13 11:00 late")]
    public void Clock_OfDispatching_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Fact]
    public void Dispatching_ForADispatcher_IsToDispatchOrToReturn()
    {
        var story = Story.Of("dispatched, return");
        Assert.Equal(["dispatch", "return", "urge"], story.Engine.Allowed(story.Item, People.Named("dispatcher"), story.Now));
    }

    [Fact]
    public void Return_OfTheDispatcher_KeepsWhatWasFilledIn()
    {
        var item = Story.Of("filed, return@dispatcher").Item;
        Assert.Equal((TestWorld.LitterBin, "0305-dirty", 1), (item.Class!.Value, item.Condition, item.Counts.Returns));
    }

    [Fact]
    public void Return_WithAnotherPolicy_GoesByThatPolicy()
    {
        var once = new Allowance("returns") { AtMost = 1, Within = WorkLimit.Parse("1 work hour"), Since = AllowanceSince.Assignment };
        var strict = Story.Rules with { Allowances = [new AllowanceRow("city-management", once)] };
        Table.Holds("dispatched, +2h", "return", "body", "too-late", policy: strict);
        Table.Holds("dispatched, return, dispatch", "return", "body", "limit-reached", policy: strict);
        Table.Holds("dispatched, return, dispatch", "dispute", "body", "adjudicating", "role:Dispatcher, role:DutyLeader", policy: strict);
    }

    [Theory]
    [InlineData("returnedTwice", "return", "'return' is possible 2 times at most; it was done 2 times.", "“回退”最多 2 次，已有 2 次。")]
    [InlineData("dispatched, +7h", "return", "'return' had to come by 2025-03-13 15:00 (4 work hours).",
        "“回退”须在 2025-03-13 15:00 之前提出（4工作时）。")]
    [InlineData("dispatched", "dispute", "It can still be returned: return it", "仍可回退，无需裁定")]
    [InlineData("dispatched, +7h", "request-extension", "It had to come by the deadline, 2025-03-13 15:00.",
        "须在截止时间 2025-03-13 15:00 之前申请。")]
    public void Refusal_OfATurn_SaysWhichLimitInLocalTime(string situation, string command, string en, string zh)
    {
        var refusal = Story.Of(situation).Do(command, "body").Refusal!;
        Assert.Equal((en, zh), (refusal.Message.En, refusal.Message.Zh));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(People.Body)]
    public void Redispatch_ToNobodyOrTheSameBody_IsRefused(string? body)
    {
        var redispatch = new WorkCommand("redispatch") { Reason = "改派", Assignee = body is null ? null : new Assignee(body) };
        var refusal = Story.Of("dispatched").Do(redispatch, "dispatcher").Refusal!;
        Assert.Equal("'redispatch' needs an assignee of another body than 浮山新区街道.", refusal.Message.En);
    }

    [Fact]
    public void Redispatch_OfAShared_EndsTheWorkOfEverybodyBefore()
    {
        var item = Story.Of("handling, co-handle, send-crew, redispatch").Item;
        Assert.Equal(new Assignee(People.OtherBody), item.Assignee);
        Assert.All(item.Assignments.SkipLast(1), each => Assert.Equal((false, true), (each.Done, each.EndedAt is not null)));
    }

    [Fact]
    public void Adjudication_Overdue_IsToldToBothCentres()
    {
        var decision = Story.Of("returnedTwice, dispute").Wait(NodaTime.Duration.FromHours(3));
        Assert.Contains(decision.Events, entry => entry.Command == "overdue/adjudication");
        Assert.Equal(["role:Dispatcher", "role:DutyLeader"], decision.Notices.Select(notice => notice.To.ToString()));
    }
}
