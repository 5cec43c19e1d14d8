using CityKit.Core.Calendar;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>An order from above (上级交办) with its own deadline and a reply.</summary>
public class SuperiorOrderTests
{
    private static readonly Actor Leader = Actor.Of("leader-1", "区政府督查室", Role.DutyLeader);
    private static readonly Actor Above = Actor.Of("city-1", "市政府督查室", Role.Oversight);
    private static readonly Actor Bureau = Actor.Of("bureau-1", "区城管局", Role.CompetentDepartment);
    private static readonly Actor Helper = Actor.Of("housing-1", "区住建局", Role.CompetentDepartment);

    [Fact]
    public void Accept_TakesTheOrdersOwnDeadline()
    {
        var story = new Story("superior-order", Leader, "2025-03-13 09:00");
        Assert.Equal("missing-field", story.Asks(Leader, Accepted(null)));
        story.Does(Leader, Accepted("10 work days"));
        Assert.Equal(At("2025-03-27 09:00"), story.Item.ClockOf("order")!.Deadline!.Value.At);
        Assert.Null(story.Item.Deadline); // no stage limit: the order's clock alone
    }

    [Fact]
    public void Reply_WaitsForTheCoHandlers_AndStopsTheClockWhenItIsSent()
    {
        var story = Assigned();
        var reply = new WorkCommand("reply") { Reason = "已整改", Outcome = "done" };
        Assert.Equal("waiting", story.Asks(Bureau, reply));
        story.Does(Helper, "contribute", reason: "意见").Does(Bureau, reply, "2025-03-20 09:00");
        Assert.Null(story.Item.ClockOf("order")!.FinishedAt);
        story.Does(Leader, "approve", "2025-03-21 09:00");
        Assert.Equal(("replied", true), (story.State, story.Item.ClockOf("order")!.OnTime));
        Assert.Equal(("closed", "done"), (story.Does(Above, "close").State, story.Item.Outcome));
    }

    [Fact]
    public void SendBack_StartsTheClockAgainByTheLimitThatIsGiven()
    {
        var story = Assigned().Does(Helper, "contribute", reason: "意见")
            .Does(Bureau, new WorkCommand("reply") { Reason = "已整改", Outcome = "done" }).Does(Leader, "approve", "2025-03-21 09:00");
        story.Does(Above, new WorkCommand("send-back") { Reason = "不实", Limit = WorkLimit.Parse("3 work days") }, "2025-03-24 09:00");
        Assert.Equal(("handling", 1), (story.State, story.Item.Counts.Reworks));
        Assert.Equal(At("2025-03-27 09:00"), story.Item.ClockOf("order")!.Deadline!.Value.At);
        Assert.Equal(At("2025-03-26 09:00"), story.Item.Deadline!.Value.At); // and the body's own for a rework
    }

    [Fact]
    public void Tick_WithoutAReply_IsOverdueOnceAndToldAbove()
    {
        var story = Assigned().Waits("2025-03-27 09:01");
        Assert.Equal("overdue/order", Assert.Single(story.Last.Events).Command);
        Assert.Equal(["body:区城管局", "role:DutyLeader", "role:Oversight"], story.Told);
        Assert.Empty(story.Waits("2025-03-28 09:00").Last.Events);
    }

    [Fact]
    public void GrantTime_IsForThoseAbove()
    {
        var story = Assigned();
        var more = new WorkCommand("grant-time") { Reason = "汛期", Limit = WorkLimit.Parse("20 work days") };
        Assert.Equal("wrong-role", story.Asks(Leader, more));
        story.Does(Above, more);
        Assert.True(story.Item.ClockOf("order")!.Deadline!.Value.At > At("2025-04-09 09:00"));
        Assert.Equal(1, story.Item.Counts.Of("grants"));
    }

    private static Story Assigned() => new Story("superior-order", Leader, "2025-03-13 09:00").Does(Leader, Accepted("10 work days"))
        .Does(Leader, new WorkCommand("assign-jointly") { Assignee = new Assignee("区城管局"), CoHandlers = [new Assignee("区住建局")] });

    private static WorkCommand Accepted(string? limit) => new("accept")
    {
        Details = TextMap.Empty.Add("orderNumber", "督查〔2025〕7号").Add("level", "市"),
        Limit = limit is null ? null : WorkLimit.Parse(limit),
    };
}
