using CityKit.Cases.Profiles;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>An order of the 12345 hotline: signed for, returned, handled, answered, called back.</summary>
public class HotlineTests
{
    private static readonly Actor Agent = Actor.Of("agent-1", "12345热线", Role.Acceptor);
    private static readonly Actor Dispatcher = Actor.Of("dispatcher-1", "区指挥中心", Role.Dispatcher);
    private static readonly Actor DutyLeader = Actor.Of("leader-1", "区指挥中心", Role.DutyLeader);
    private static readonly Actor Street = Actor.Of("street-3", "浮山新区街道", Role.CompetentDepartment);
    private static readonly Actor Housing = Actor.Of("housing-1", "区住建局", Role.CompetentDepartment);
    private static readonly Actor Citizen = Actor.Of("citizen-1", "", Role.Resident);

    [Fact]
    public void Order_FromCallToCallBack_IsSignedForAnsweredAndClosed()
    {
        var story = Dispatched("投诉");
        Assert.Equal(("signing", At("2025-03-13 17:30")), (story.State, story.Item.Deadline!.Value.At)); // six working hours, lunch between
        story.Does(Street, "sign", "2025-03-13 11:00").Does(Street, "reply", "2025-03-14 16:00", "已清洁");
        Assert.Equal(["role:Acceptor"], story.Told);
        story.Does(Agent, "satisfied", "2025-03-17 09:00");
        Assert.Equal(("closed", "满意", "2026-0313"), (story.State, story.Item.Details["satisfaction"], story.Item.Details["orderNumber"]));
        Assert.Contains("reporter:citizen-1", story.Told);
        Assert.True(story.Item.ClockOf("citizen")!.OnTime);
    }

    [Fact]
    public void Answer_AtOnce_IsForEnquiriesAlone()
    {
        var complaint = Opened("投诉");
        Assert.Equal("guard", complaint.Asks(Agent, "answer"));
        var enquiry = Opened("咨询").Does(Agent, "answer", reason: "见办事指南");
        Assert.Equal("answered", enquiry.State);
        Assert.False(enquiry.Item.IsOpen);
    }

    [Fact]
    public void Register_AnUnknownKind_SaysWhichThereAre()
    {
        var story = new Story("hotline", Citizen, "2025-03-13 09:00");
        Assert.Equal("wrong-detail", story.Asks(Agent, Registered("表扬")));
        Assert.Equal("missing-field", story.Asks(Agent, "accept"));
    }

    [Fact]
    public void Sign_Late_IsMarkedOverdueAndTheBodyIsTold()
    {
        var story = Dispatched("求助").Waits("2025-03-13 17:31");
        Assert.Equal("overdue", Assert.Single(story.Last.Events).Command);
        Assert.Equal(["body:浮山新区街道", "role:DutyOfficer"], story.Told);
    }

    [Fact]
    public void Return_WithinTheWindow_GoesToTheDispatcherAndNeedsAReason()
    {
        var story = Dispatched("投诉");
        Assert.Equal("missing-field", story.Asks(Street, new WorkCommand("return")));
        Assert.Equal("not-assigned", story.Asks(Housing, "return"));
        story.Does(Street, "return", "2025-03-13 15:00", "不属本街道");
        Assert.Equal(("dispatching", null, 1), (story.State, story.Item.Assignee, story.Item.Counts.Returns));
    }

    [Fact]
    public void Return_AfterTheWindow_IsTooLate()
    {
        var story = Dispatched("投诉").Does(Street, "sign", "2025-03-13 11:00");
        Assert.Equal("done", story.Asks(Street, "return", "2025-03-14 09:29"));
        Assert.Equal("too-late", story.Asks(Street, "return", "2025-03-14 09:31"));
    }

    [Fact]
    public void Return_OnceMoreThanAllowed_IsAdjudicatedAndNotReturnedAgain()
    {
        var story = Dispatched("投诉");
        for (var times = 0; times < 2; times++)
            story.Does(Street, "return", reason: "不属本街道").Does(Dispatcher, "dispatch");
        Assert.Equal("adjudicating", story.Does(Street, "return", reason: "仍不属本街道").State);
        Assert.Equal(new Assignee("浮山新区街道"), story.Item.Assignee);
        story.Does(DutyLeader, new WorkCommand("uphold") { Reason = "属住建局", Assignee = new Assignee("区住建局") });
        Assert.Equal(("handling", new Assignee("区住建局")), (story.State, story.Item.Assignee));
        Assert.Equal("guard", story.Asks(Housing, "return"));
    }

    [Fact]
    public void Overrule_TheReturn_LeavesItWithTheBody()
    {
        var story = Dispatched("投诉");
        for (var times = 0; times < 2; times++)
            story.Does(Street, "return", reason: "不属本街道").Does(Dispatcher, "dispatch");
        story.Does(Street, "return", reason: "仍不属本街道").Does(DutyLeader, "overrule", reason: "属地负责");
        Assert.Equal(("handling", new Assignee("浮山新区街道")), (story.State, story.Item.Assignee));
        Assert.Equal(["body:浮山新区街道"], story.Told);
    }

    [Fact]
    public void OpenCase_WaitsForTheCase_AndGoesOnWhenItIsClosed()
    {
        var story = Dispatched("投诉").Does(Street, "sign").Does(Street, "open-case");
        var part = Assert.Single(story.Last.Opens);
        Assert.Equal(("city-management", story.Item.Id), (part.Profile, part.Parent!.Value));
        Assert.Equal("wrong-state", story.Asks(Street, "reply"));
        story.PartCloses("2025-03-14 10:00");
        Assert.Equal("handling", story.State);
        Assert.Equal(["body:浮山新区街道"], story.Told.Distinct());
        Assert.Equal("replied", story.Does(Street, "reply", reason: "案卷已结").State);
    }

    [Fact]
    public void Unsatisfied_IsHandledOnceMore_ThenClosedAsWhatItIs()
    {
        var story = Replied();
        story.Does(Agent, "unsatisfied", "2025-03-17 09:00", "仍有异味");
        Assert.Equal(("handling", 1, "不满意"), (story.State, story.Item.Counts.Reworks, story.Item.Details["satisfaction"]));
        Assert.Equal(At("2025-03-19 09:00"), story.Item.Deadline!.Value.At); // the limit of a rework: two working days
        story.Does(Street, "reply", "2025-03-18 09:00", "再次清洁").Does(Agent, "unsatisfied", "2025-03-18 10:00", "不认可");
        Assert.Equal(("closed", "不满意"), (story.State, story.Item.Details["satisfaction"]));
        Assert.Contains("role:DutyLeader", story.Told);
    }

    [Fact]
    public void CallBack_ByTheCitizen_IsForWhoReportedIt()
    {
        var story = Replied();
        Assert.Equal("not-reporter", story.Asks(Actor.Of("neighbour", "", Role.Resident), "satisfied"));
        Assert.Equal("closed", story.Does(Citizen, "basically-satisfied").State);
    }

    [Fact]
    public void NotReached_ThreeTimes_Closes()
    {
        var story = Replied().Does(Agent, "not-reached").Does(Agent, "not-reached");
        Assert.Equal("replied", story.State);
        Assert.Equal(("closed", "未接通"), (story.Does(Agent, "not-reached").State, story.Item.Details["satisfaction"]));
    }

    [Fact]
    public void CitizensClock_RunsOnThroughReturnAndDispatch()
    {
        var story = Dispatched("投诉");
        var due = story.Item.ClockOf("citizen")!.Deadline;
        story.Does(Street, "return", "2025-03-13 15:00", "不属本街道").Does(Dispatcher, "dispatch", "2025-03-13 16:00");
        Assert.Equal(due, story.Item.ClockOf("citizen")!.Deadline);
        story.Waits("2025-03-25 09:00");
        Assert.Contains(story.Last.Events, entry => entry.Command == "overdue/citizen");
        Assert.Contains("role:DutyLeader", story.Told);
    }

    private static Story Opened(string kind) => new Story("hotline", Citizen, "2025-03-13 09:00").Does(Agent, Registered(kind));

    private static Story Dispatched(string kind) =>
        Opened(kind).Does(Agent, "accept", "2025-03-13 09:10").Does(Dispatcher, "dispatch", "2025-03-13 09:30");

    private static Story Replied() => Dispatched("投诉").Does(Street, "sign", "2025-03-13 10:00")
        .Does(Street, "reply", "2025-03-14 16:00", "已清洁");

    private static WorkCommand Registered(string kind) =>
        new("register") { Details = TextMap.Empty.Add("orderNumber", "2026-0313").Add("kind", kind) };
}
