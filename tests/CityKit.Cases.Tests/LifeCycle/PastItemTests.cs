using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.LifeCycle;

/// <summary>
/// The state at any past moment. What a history does not say is as it is now: alerts, parts, and how many joined. The class that a
/// reclassified case was opened with, and a field's first value where it was given anew, are in no entry.
/// </summary>
public class PastItemTests
{
    private static readonly string[] Everybody =
        ["inspector", "acceptor", "leader", "dispatcher", "body", "colleague", "helper", "other", "oversight", "resident"];

    /// <summary>What would end most walks early.</summary>
    private static readonly string[] Ends = ["void", "merge", "reject", "refute", "self-handle", "decline", "force-close"];

    private const int Walks = 40;
    private const int Length = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AsOf_EveryMomentOfARandomWalk_IsTheItemAsItWas(int seed)
    {
        var (random, seen, commands) = (new Random(seed), 0, new SortedSet<string>(StringComparer.Ordinal));
        for (var walk = 0; walk < Walks; walk++)
        {
            var story = Walk(random);
            commands.UnionWith(story.History.Select(entry => entry.Command));
            for (var i = 0; i < story.Moments.Count; i++)
            {
                if (i + 1 < story.Moments.Count && story.Moments[i + 1] == story.Moments[i]) continue;
                var past = story.Engine.AsOf(story.Item, story.History, story.Moments[i])!;
                var where = $"seed {seed}, walk {walk}, moment {i}\n";
                Assert.Equal(where + Told(story.Items[i]), where + Told(past));
                seen++;
            }
        }
        Assert.True(seen > 500 && commands.Count > 45, $"{seen} moments, {string.Join(", ", commands)}");
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
            if (Next(story, random) is { } next) story.Do(next.Command, next.Who);
        }
        return story;
    }

    /// <summary>What somebody may do, more often what moves the case than what marks it.</summary>
    private static (string Who, string Command)? Next(Story story, Random random)
    {
        (string Who, string Command)[] may =
        [
            .. from who in Everybody
               from command in story.Engine.Allowed(story.Item, People.Named(who), story.Now)
               where !Ends.Contains(command)
               select (who, command),
        ];
        var moves = may.Where(each => Moves(story.Item.State, each.Command)).ToArray();
        return random.Next(3) > 0 && moves.Length > 0 ? Pick(random, moves) : may.Length > 0 ? Pick(random, may) : null;
    }

    private static bool Moves(string state, string command) =>
        ProfileOf("city-management").Rows(state, command).Any(row => row.To != row.From);

    private static string Told(WorkItem item) => string.Join('\n',
    [
        $"{item.State} {item.Stage} since {item.StateSince} open {item.IsOpen} closed {item.ClosedAt}",
        $"{item.Condition} updated {item.UpdatedAt} entries {item.Entries}",
        $"overseen {item.Overseen} exempt {item.Exempt} {item.Counts}",
        .. item.Counts.Others.Select(pair => $"{pair}"), .. item.Details.Select(pair => $"{pair}"),
        .. item.Clocks.Concat(item.NamedClocks).Select(Told),
        .. item.Assignments.Select(Told),
        .. item.Turns.Select(turn => turn.ToString()),
    ]);

    private static string Told(Assignment each) =>
        $"{each.Kind} {each.Assignee} {each.Person} {each.Since} {each.EndedAt} {each.Done} {(each.Clock is { } clock ? Told(clock) : "")}";

    private static string Told(StageClock clock) =>
        $"{clock.Stage} {clock.StartedAt} {clock.Deadline?.At} {clock.FinishedAt} {clock.Overdue} {clock.IsPaused}";

    private static T Pick<T>(Random random, IReadOnlyList<T> values) => values[random.Next(values.Count)];
}
