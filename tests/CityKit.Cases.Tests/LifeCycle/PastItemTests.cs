using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>
/// The state at any past moment. What a history does not say is as it is now: counts, the marks of oversight and of an exempt case, fields,
/// alerts and parts. The class that a reclassified case was opened with is in no entry.
/// </summary>
public class PastItemTests
{
    private const int Walks = 40;
    private const int Length = 40;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AsOf_EveryMomentOfARandomWalk_IsTheItemAsItWas(int seed)
    {
        var (random, seen) = (new Random(seed), 0);
        for (var walk = 0; walk < Walks; walk++)
        {
            var story = Walk(random);
            for (var i = 0; i < story.Moments.Count; i++)
            {
                if (i + 1 < story.Moments.Count && story.Moments[i + 1] == story.Moments[i]) continue;
                var past = story.Engine.AsOf(story.Item, story.History, story.Moments[i])!;
                Assert.Equal($"seed {seed}, walk {walk}, moment {i}\n{Told(story.Items[i])}", $"seed {seed}, walk {walk}, moment {i}\n{Told(past)}");
                seen++;
            }
        }
        Assert.True(seen > 500, $"{seen} moments");
    }

    [Fact]
    public void AsOf_BeforeTheOpening_IsNothing()
    {
        var story = Story.Of("handling");
        Assert.Null(story.Engine.AsOf(story.Item, story.History, At("2025-03-13 08:59")));
        Assert.Throws<ArgumentException>(() => story.Engine.AsOf(story.Item, story.History[..^1], story.Now));
    }

    [Fact]
    public void AsOf_AMomentWhileItWasClosed_IsClosedThough()
    {
        var story = Story.Of("closed, +1h, evaluate, +1h, reopen");
        var past = story.Engine.AsOf(story.Item, story.History, At("2025-03-13 10:30"))!;
        Assert.Equal(("evaluated", false, At("2025-03-13 09:00")), (past.State, past.IsOpen, past.ClosedAt));
    }

    [Fact]
    public void AsOf_AReclassifiedCase_HasTheClassSinceItWasGiven()
    {
        var story = Story.Of("reported, +1m, classify, +1m, accept");
        Assert.Null(story.Engine.AsOf(story.Item, story.History, At("2025-03-13 09:00"))!.Class);
        Assert.Equal(LitterBin, story.Engine.AsOf(story.Item, story.History, At("2025-03-13 09:01"))!.Class);
        var never = Story.Of("handling");
        Assert.Equal(LitterBin, never.Engine.AsOf(never.Item, never.History, At("2025-03-13 09:00"))!.Class);
    }

    /// <summary>Commands that are allowed, by somebody who may, with time between.</summary>
    private static Story Walk(Random random)
    {
        var story = Story.Of(random.Next(2) == 0 ? "reported" : "public");
        for (var step = 0; step < Length; step++)
        {
            story.Wait(Duration.FromMinutes(random.Next(4) == 0 ? random.Next(3000) : random.Next(60)));
            var who = Pick(random, ["inspector", "acceptor", "leader", "dispatcher", "body", "helper", "other"]);
            var allowed = story.Engine.Allowed(story.Item, People.Named(who), story.Now).Where(command => command is not ("void" or "merge" or "reject" or "self-handle" or "decline"));
            if (allowed.ToArray() is { Length: > 0 } some) story.Do(Pick(random, some), who);
        }
        return story;
    }

    private static string Told(WorkItem item) => string.Join('\n',
    [
        $"{item.State} {item.Stage} since {item.StateSince} open {item.IsOpen} closed {item.ClosedAt}",
        $"{item.Condition} updated {item.UpdatedAt} entries {item.Entries}",
        .. item.Clocks.Concat(item.NamedClocks).Select(Told),
        .. item.Assignments.Select(each => $"{each.Kind} {each.Assignee} {each.Since} {each.EndedAt} {each.Done} {(each.Clock is { } clock ? Told(clock) : "")}"),
        .. item.Turns.Select(turn => turn.ToString()),
    ]);

    private static string Told(StageClock clock) => $"{clock.Stage} {clock.StartedAt} {clock.Deadline?.At} {clock.FinishedAt} {clock.Overdue} {clock.IsPaused}";

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
