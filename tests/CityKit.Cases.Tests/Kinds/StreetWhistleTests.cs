using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>A street calls bodies (街道吹哨): each has a clock to be there, all work together, the street evaluates each.</summary>
public class StreetWhistleTests
{
    private static readonly Actor Street = Actor.Of("street-1", "浮山新区街道", Role.DutyLeader);
    private static readonly Actor Enforcement = Actor.Of("enforce-1", "区综合执法局", Role.CompetentDepartment);
    private static readonly Actor Market = Actor.Of("market-1", "区市场监管局", Role.CompetentDepartment);
    private static readonly Actor Housing = Actor.Of("housing-1", "区住建局", Role.CompetentDepartment);

    [Fact]
    public void Whistle_CallsEachBody_WithAClockOfItsOwn()
    {
        var story = Whistled();
        Assert.Equal(["body:浮山新区街道", "body:区综合执法局", "body:区市场监管局"], story.Told);
        Assert.All(story.Item.Assignments.Where(each => each.Kind == AssignmentKind.CoHandler),
            each => Assert.Equal(At("2025-03-13 10:30"), each.Clock!.Deadline!.Value.At));
    }

    [Fact]
    public void ReportIn_InTime_EndsTheClockAndNamesTheCrew()
    {
        var story = Whistled().Does(Enforcement, Arrives("区综合执法局/一中队"), "2025-03-13 10:20");
        var called = story.Item.Assignments.Single(each => each.Kind == AssignmentKind.CoHandler && each.Assignee.Body == "区综合执法局");
        Assert.Equal((true, true), (called.Done, called.Clock!.OnTime));
        Assert.Contains(story.Item.Assignments, each => each.Kind == AssignmentKind.Crew && each.Assignee.Crew == "一中队"
            && each.EndedAt is null);
        Assert.Equal("not-assigned", story.Asks(Housing, Arrives("区住建局/一队")));
        Assert.Equal("not-assigned", story.Asks(Enforcement, Arrives("区综合执法局/一中队")));
        Assert.Equal("missing-field", story.Asks(Market, "report-in"));
    }

    [Fact]
    public void ReportIn_Late_IsOverdueAndThatBodyAloneIsTold()
    {
        var story = Whistled().Does(Enforcement, Arrives("区综合执法局/一中队"), "2025-03-13 10:20").Waits("2025-03-13 10:31");
        Assert.Equal(["body:区市场监管局"], story.Told);
        Assert.Equal("overdue/coHandler", Assert.Single(story.Last.Events).Command);
        var late = story.Does(Market, Arrives("区市场监管局/执法二队"), "2025-03-13 10:50").Item.Assignments.First(
            each => each.Assignee.Body == "区市场监管局");
        Assert.Equal((true, false), (late.Done, late.Clock!.OnTime));
    }

    [Fact]
    public void Finish_WaitsForEveryCrew_ThenTheStreetEvaluatesEachBody()
    {
        var story = Whistled()
            .Does(Enforcement, Arrives("区综合执法局/一中队"), "2025-03-13 10:20").Does(Market, Arrives("区市场监管局/执法二队"), "2025-03-13 10:25")
            .Does(Street, "begin", "2025-03-13 10:30")
                .Does(Enforcement, new WorkCommand("crew-done") { Photo = "photo/2" }, "2025-03-13 11:30");
        Assert.Equal("waiting", story.Asks(Street, "finish"));
        story.Does(Market, new WorkCommand("crew-done") { Photo = "photo/3" }, "2025-03-13 11:40")
            .Does(Street, new WorkCommand("finish") { Photo = "photo/4" }, "2025-03-13 12:00");
        foreach (var (who, mark) in new[] { ("区综合执法局/一中队", "满意"), ("区市场监管局/执法二队", "基本满意") })
        {
            story.Does(Street, new WorkCommand("evaluate")
                { Assignee = Assignee.Parse(who), Details = TextMap.Empty.Add("evaluation", mark) });
            var entry = Assert.Single(story.Last.Events);
            Assert.Equal((who, mark), (entry.Assignee!.ToString(), entry.Details["evaluation"]));
        }
        Assert.Equal(("closed", 2), (story.Does(Street, "close").State, story.Item.Counts.Of("evaluations")));
    }

    [Fact]
    public void FinishWithout_ABodyThatNeverCame_SaysSoAndLeavesItUndone()
    {
        var story = Whistled().Does(Enforcement, Arrives("区综合执法局/一中队"), "2025-03-13 10:20").Does(Street, "begin");
        Assert.Equal("missing-field", story.Asks(Street, new WorkCommand("finish-without") { Photo = "p" }));
        story.Does(Street, new WorkCommand("finish-without") { Reason = "市场局未到场", Photo = "p" }, "2025-03-13 12:00").Does(Street, "close");
        var absent = story.Item.Assignments.First(each => each.Assignee.Body == "区市场监管局");
        Assert.Equal((false, true, false), (absent.Done, absent.EndedAt is not null, absent.Clock!.OnTime));
    }

    [Fact]
    public void CallMore_IsForTheStreetThatWhistled()
    {
        var story = Whistled();
        var more = new WorkCommand("call-more") { CoHandlers = [new Assignee("区住建局")] };
        Assert.Equal("not-assigned", story.Asks(Actor.Of("other", "八大湖街道", Role.DutyLeader), more));
        story.Does(Street, more, "2025-03-13 10:10");
        Assert.Contains("body:区住建局", story.Told);
        Assert.Equal(At("2025-03-13 10:40"), story.Item.Assignments[^1].Clock!.Deadline!.Value.At);
    }

    [Fact]
    public void Scopes_OfTheItem_HaveEveryBodyThatWasCalled()
    {
        var story = Whistled();
        Assert.Equal(["body/区综合执法局", "body/区市场监管局", "body/浮山新区街道"],
            ItemScopes.Of(story.Item).Where(scope => scope.Kind == ScopeKind.Body).Select(scope => scope.ToString()));
    }

    private static Story Whistled() => new Story("street-whistle", Street, "2025-03-13 09:55").Does(Street, new WorkCommand("whistle")
    {
        Assignee = new Assignee("浮山新区街道"),
        CoHandlers = [new Assignee("区综合执法局"), new Assignee("区市场监管局")],
        Details = TextMap.Empty.Add("kind", "综合执法"),
    }, "2025-03-13 10:00");

    private static WorkCommand Arrives(string crew) => new("report-in") { Assignee = Assignee.Parse(crew) };
}
