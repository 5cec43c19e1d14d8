namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>综合评价: evaluation, appeal, one reopening.</summary>
public class ClosedTests
{
    [Theory]
    [InlineData("closed", "evaluate", "leader", "evaluated")]
    [InlineData("closed", "evaluate", "body", "wrong-role")]
    // appeal (申诉): by who had it, of what was overdue, once, within the window; two reviews
    [InlineData("late", "appeal", "body", "appealed", "role:Dispatcher")]
    [InlineData("late, evaluate", "appeal", "body", "appealed", "role:Dispatcher")]
    [InlineData("closed", "appeal", "body", "not-overdue")]
    [InlineData("late", "appeal", "other", "not-assigned")]
    [InlineData("late, +9d", "appeal", "body", "too-late")]
    [InlineData("handling, +7h", "appeal", "body", "wrong-state")]
    [InlineData("late, appeal", "support-appeal", "dispatcher", "appeal-review", "role:Acceptor")]
    [InlineData("late, appeal", "support-appeal", "acceptor", "wrong-role")]
    [InlineData("late, appeal", "refuse-appeal", "dispatcher", "closed", "body:浮山新区街道")]
    [InlineData("late, appeal", "grant-appeal", "acceptor", "wrong-state")]
    [InlineData("late, appeal, support-appeal", "grant-appeal", "acceptor", "closed", "body:浮山新区街道")]
    [InlineData("late, appeal, support-appeal", "grant-appeal", "dispatcher", "wrong-role")]
    [InlineData("late, appeal, support-appeal", "refuse-appeal", "acceptor", "closed", "body:浮山新区街道")]
    [InlineData("late, appeal, support-appeal", "refuse-appeal", "dispatcher", "wrong-role")]
    [InlineData("late, appeal, refuse-appeal", "appeal", "body", "limit-reached")]
    [InlineData("late, appeal", "reopen", "inspector", "wrong-state")]
    // one reopening (重新办理): by who reported it, within the window
    [InlineData("closed", "reopen", "inspector", "dispatching", "body:浮山新区街道, role:Dispatcher, role:DutyLeader")]
    [InlineData("closed, evaluate", "reopen", "inspector", "dispatching", "body:浮山新区街道, role:Dispatcher, role:DutyLeader")]
    [InlineData("closed", "reopen", "neighbour", "not-reporter")]
    [InlineData("closed", "reopen", "body", "wrong-role")]
    [InlineData("closed, +31d", "reopen", "inspector", "too-late")]
    [InlineData("closed, reopen, dispatch, feedback, check, pass-check, close", "reopen", "inspector", "limit-reached")]
    [InlineData("checked", "reopen", "inspector", "wrong-state")]
    [InlineData("accepted, decline", "reopen", "inspector", "wrong-state")]
    public void Row_OfAClosedCase_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("closed", "citizen", "ended")]
    [InlineData("closed", "evaluate", "2025-03-20 09:00")]
    [InlineData("closed, evaluate", "evaluate", "ended")]
    [InlineData("late, +1d, appeal", "appeal", "2025-03-19 16:00")] // three work days
    [InlineData("late, +1d, appeal, support-appeal", "appeal", "2025-03-19 16:00")]
    [InlineData("late, +1d, appeal, support-appeal, grant-appeal", "appeal", "ended")]
    [InlineData("closed, +1d, reopen", "citizen", "2025-03-17 09:00")] // a new promise
    [InlineData("closed, +1d, reopen, dispatch", "handle", "2025-03-14 15:00")]
    public void Clock_OfAClosedCase_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Theory]
    [InlineData("late, appeal, support-appeal, grant-appeal", "granted", true)]
    [InlineData("late, appeal, support-appeal, refuse-appeal@acceptor", "refused", false)]
    [InlineData("late, appeal, refuse-appeal", "refused", false)]
    public void Appeal_Decided_KeepsTheOverdueFact(string situation, string outcome, bool isExempt)
    {
        var item = Story.Of(situation).Item;
        Assert.Equal((outcome, isExempt), (item.Details["appeal"], item.Exempt));
        Assert.Contains(item.Clocks, clock => clock is { Stage: "handle", Overdue: true, OnTime: false });
        Assert.Equal(Story.Of("late").Item.ClosedAt, item.ClosedAt);
    }

    [Fact]
    public void Closed_ForTheTimeThePolicySets_IsEvaluatedByItself()
    {
        var story = Story.Of("closed, +9d");
        Assert.Equal("closed", story.Item.State);
        var decision = story.Wait(NodaTime.Duration.FromDays(1));
        Assert.Equal(("evaluated", Role.System), (decision.Item!.State, decision.Events[^1].Role));
        Assert.Null(story.Engine.NextDue(decision.Item));
    }

    [Fact]
    public void Reopen_IsNewHandlingOfAnOpenCase()
    {
        var item = Story.Of("closed, reopen").Item;
        Assert.True(item.IsOpen);
        Assert.Null(item.ClosedAt);
        Assert.Null(item.Assignee);
        Assert.Equal(1, item.Counts.Of("reopenings"));
    }
}
