using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>A thing thrown from a window (高空抛物): the property firm's order, and what the police get.</summary>
public class PoliceHandOverTests
{
    private static readonly Actor Manager = Actor.Of("manager-1", "虚构物业", Role.PropertyManager);
    private static readonly Actor Duty = Actor.Of("duty-1", "值班室", Role.DutyOfficer);
    private static readonly Actor Police = Actor.Of("police-1", "虚构派出所", Role.CompetentDepartment);

    [Fact]
    public void PropertyOrder_OfAFallingObject_OpensOneHandOverAndGoesOnItself()
    {
        var story = new Story("property-order", Manager, "2025-03-13 09:00")
            .Does(Manager, new WorkCommand("to-police") { Photo = "clip/1" });
        var part = Assert.Single(story.Last.Opens);
        Assert.Equal(("police-hand-over", "received"), (part.Profile, story.State));
        Assert.Equal("limit-reached", story.Asks(Manager, "to-police"));
        Assert.Equal("assigned", story.Does(Manager, new WorkCommand("assign")).State);
    }

    [Fact]
    public void HandOver_WithEvidence_IsSignedForAndResults()
    {
        var story = HandedOver();
        Assert.Equal("missing-field", story.Asks(Police, new WorkCommand("sign")));
        story.Does(Police, Signed, "2025-03-13 12:00");
        Assert.Equal(At("2025-03-20 12:00"), story.Item.ClockOf("result")!.Deadline!.Value.At);
        story.Does(Police, new WorkCommand("report-result") { Reason = "已处罚", Outcome = "penalty" }, "2025-03-18 09:00");
        Assert.Equal(["role:DutyOfficer", "reporter:duty-1"], story.Told);
        Assert.True(story.Item.ClockOf("result")!.OnTime);
        Assert.Equal(("closed", "penalty"), (story.Does(Duty, "close").State, story.Item.Outcome));
    }

    [Fact]
    public void HandOver_WithoutEvidence_IsRefused()
    {
        var story = new Story("police-hand-over", Duty, "2025-03-13 09:00");
        Assert.Equal("missing-field", story.Asks(Duty, new WorkCommand("hand-over") { Details = TextMap.Empty.Add("kind", "高空抛物") }));
        Assert.Equal("wrong-role", story.Asks(Manager, "hand-over"));
    }

    [Fact]
    public void Return_ByThePolice_GoesBackToTheDutyDesk_TwiceAtMostAndWithinThreeDays()
    {
        var story = HandedOver();
        Assert.Equal("too-late", story.Asks(Police, "return", "2025-03-16 10:01"));
        for (var times = 0; times < 2; times++)
            story.Does(Police, "return", reason: "材料不足").Does(Duty, Handed);
        Assert.Equal("limit-reached", story.Asks(Police, "return"));
        Assert.Equal(2, story.Item.Counts.Returns);
    }

    [Fact]
    public void RequestEvidence_TellsWhoHasIt_AndGoesOnWhenItCame()
    {
        var story = HandedOver().Does(Police, Signed).Does(Police, "request-evidence", reason: "需原始视频");
        Assert.Equal(["role:DutyOfficer", "role:PropertyManager"], story.Told);
        Assert.Equal("handling", story.Does(Manager, new WorkCommand("add-evidence") { Photo = "clip/2" }).State);
    }

    private static WorkCommand Handed { get; } = new("hand-over") { Photo = "clip/1", Details = TextMap.Empty.Add("kind", "高空抛物") };

    private static WorkCommand Signed { get; } = new("sign") { Details = TextMap.Empty.Add("receipt", "接〔2025〕31号") };

    private static Story HandedOver() => new Story("police-hand-over", Duty, "2025-03-13 09:00").Does(Duty, Handed, "2025-03-13 10:00");
}
