using CityKit.Cases.Policies;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>核查结案: on site, by photo or not at all, by class; rework with a limit of its own.</summary>
public class CheckingTests
{
    private static readonly WorkPolicy ByPhoto = Story.Rules with
    {
        Checks = [new CheckRow("city-management", TestWorld.LitterBin, CheckRow.Photo)],
    };

    private static readonly WorkPolicy Unchecked = Story.Rules with { Checks = [new CheckRow("city-management", null, CheckRow.None)] };

    [Theory]
    [InlineData("fedback", "check", "dispatcher", "checking", "role:Inspector")]
    [InlineData("fedback", "check", "leader", "wrong-role")]
    [InlineData("fedback", "pass-check", "acceptor", "other-check")] // on site, where the policy says nothing
    [InlineData("fedback", "skip-check", "acceptor", "wrong-role")]
    [InlineData("fedback", "skip-check", "system", "other-check")]
    [InlineData("fedback", "fail-check", "acceptor", "assigned", "body:浮山新区街道")]
    [InlineData("fedback", "close", "leader", "wrong-state")]
    [InlineData("checking", "pass-check", "inspector", "closing", "role:DutyLeader")]
    [InlineData("checking", "pass-check", "acceptor", "wrong-role")]
    [InlineData("checking", "pass-check", "body", "wrong-role")]
    [InlineData("checking", "fail-check", "inspector", "assigned", "body:浮山新区街道")]
    [InlineData("checking, fail-check", "feedback", "body", "feedback", "role:Dispatcher")]
    [InlineData("checked", "close", "leader", "closed", "reporter:inspector-7")]
    [InlineData("checked", "close", "dispatcher", "wrong-role")]
    [InlineData("checked", "return", "leader", "checking", "role:Inspector")]
    public void Row_OfAClassCheckedOnSite_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told);

    [Theory]
    [InlineData("fedback", "pass-check", "acceptor", "closing", "role:DutyLeader")]
    [InlineData("fedback", "pass-check", "leader", "closing", "role:DutyLeader")]
    [InlineData("fedback", "pass-check", "dispatcher", "wrong-role")]
    [InlineData("fedback", "check", "acceptor", "checking", "role:Inspector")] // more is always possible
    public void Row_OfAClassCheckedByPhoto_Holds(string situation, string command, string who, string becomes, string told = "") =>
        Table.Holds(situation, command, who, becomes, told, ByPhoto);

    [Fact]
    public void Feedback_OfAClassThatNobodyChecks_WaitsToBeClosedAtOnce()
    {
        var story = Story.Of("handling", Unchecked);
        var decision = story.Do("feedback", "body");
        Assert.Equal(["feedback", "skip-check"], decision.Events.Select(entry => entry.Command));
        Assert.Equal("closing", decision.Item!.State);
    }

    [Theory]
    [InlineData("checking", "check", "2025-03-13 11:00")]
    [InlineData("checking, +1h, fail-check", "handle", "2025-03-13 12:00")] // two work hours of rework, not four
    [InlineData("checking, +1h, fail-check", "check", "ended")]
    [InlineData("checking, +1h, fail-check", "citizen", "2025-03-16 09:00")]
    public void Clock_OfChecking_Runs(string situation, string clock, string deadline) => Table.Runs(situation, clock, deadline);

    [Fact]
    public void FailCheck_Counts_AndKeepsTheBody()
    {
        var item = Story.Of("checking, fail-check").Item;
        Assert.Equal((1, People.Body), (item.Counts.Reworks, item.Assignee!.Body));
    }
}
