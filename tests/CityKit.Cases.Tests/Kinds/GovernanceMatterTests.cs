using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>A matter of a grid (治理事项): settled on the spot, or raised level by level.</summary>
public class GovernanceMatterTests
{
    private static readonly string[] Levels = ["网格", "社区", "街道", "区", "市", "省"];
    private static readonly Actor Worker = Actor.Of("grid-1", "金水社区", Role.GridWorker);

    [Fact]
    public void SelfHandle_OnTheSpot_ClosesWithAPhoto()
    {
        var story = new Story("governance-matter", Worker, "2025-03-13 09:00");
        Assert.Equal("missing-field", story.Asks(Worker, new WorkCommand("self-handle")));
        story.Does(Worker, new WorkCommand("self-handle") { Photo = "photo/1", Details = Kind });
        Assert.Equal(("self-handled", "网格", false), (story.State, story.Item.Details["level"], story.Item.IsOpen));
    }

    [Fact]
    public void Raise_LevelByLevel_NeverSkipsOneAndEndsAtTheTop()
    {
        var story = Taken();
        foreach (var (from, to) in Levels.Zip(Levels.Skip(1)))
        {
            Assert.Equal(from, story.Item.Details["level"]);
            story.Does(Of(from), new WorkCommand("raise") { Reason = "本级难以解决", Assignee = new Assignee(to) });
            Assert.Equal((to, new Assignee(to)), (story.Item.Details["level"], story.Item.Assignee));
            Assert.Equal("not-assigned", story.Asks(Of(from), "raise"));
        }
        Assert.Equal("other-detail", story.Asks(Of("省"), new WorkCommand("raise") { Reason = "再报", Assignee = new Assignee("国家") }));
    }

    [Fact]
    public void Raise_StartsTheClockOfThatLevel()
    {
        var story = Taken();
        Assert.Equal(At("2025-03-15 09:00"), story.Item.ClockOf("level")!.Deadline!.Value.At);
        story.Does(Of("网格"), new WorkCommand("raise") { Reason = "难", Assignee = new Assignee("社区") }, "2025-03-14 10:00");
        Assert.Equal(At("2025-03-16 10:00"), story.Item.ClockOf("level")!.Deadline!.Value.At);
        Assert.Equal(["body:社区", "role:DutyOfficer"], story.Waits("2025-03-16 10:01").Told);
    }

    [Fact]
    public void Meeting_HearsEverybodyBeforeItDecides()
    {
        var story = Taken().Does(Of("网格"), new WorkCommand("raise") { Reason = "难", Assignee = new Assignee("社区") })
            .Does(Of("社区"), new WorkCommand("call-meeting") { CoHandlers = [new Assignee("区住建局"), new Assignee("派出所")] });
        var decision = new WorkCommand("decide") { Reason = "由物业整改", Assignee = new Assignee("社区") };
        Assert.Equal("waiting", story.Asks(Of("社区"), decision));
        story.Does(Of("区住建局"), "give-opinion", reason: "同意").Does(Of("派出所"), "give-opinion", reason: "同意").Does(Of("社区"), decision);
        Assert.Equal("handling", story.State);
        story.Does(Of("社区"), new WorkCommand("finish") { Photo = "photo/1", Outcome = "agreed" })
            .Does(Worker, new WorkCommand("close") { Photo = "photo/2" });
        Assert.Equal(("closed", "agreed"), (story.State, story.Item.Outcome));
    }

    [Fact]
    public void CallMeeting_AtTheGrid_IsRefused() =>
        Assert.Equal("guard", Taken().Asks(Of("网格"), new WorkCommand("call-meeting") { CoHandlers = [new Assignee("派出所")] }));

    [Fact]
    public void Lower_GivesItToTheLevelBelow()
    {
        var story = Taken().Does(Of("网格"), new WorkCommand("raise") { Reason = "难", Assignee = new Assignee("社区") })
            .Does(Of("社区"), new WorkCommand("raise") { Reason = "难", Assignee = new Assignee("街道") })
            .Does(Of("街道"), new WorkCommand("lower") { Reason = "由社区办理", Assignee = new Assignee("社区") });
        Assert.Equal("社区", story.Item.Details["level"]);
    }

    private static readonly System.Collections.Immutable.ImmutableSortedDictionary<string, string> Kind = TextMap.Empty.Add("kind", "安全隐患");

    private static Story Taken() => new Story("governance-matter", Worker, "2025-03-13 09:00")
        .Does(Worker, new WorkCommand("take") { Assignee = new Assignee("网格"), Details = Kind });

    private static Actor Of(string body) => Actor.Of($"of-{body}", body, Role.CompetentDepartment);
}
