using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>Random commands by random people at random times.</summary>
public class RandomWalkTests
{
    private const int Walks = 60;
    private const int Length = 60;
    private static readonly Role[] Roles = [.. Cases.Roles.BuiltIn];
    private static readonly WorkPolicy[] Policies =
    [
        Policy, AutomaticPolicy, LifeCycle.Story.Rules with { Checks = [new CheckRow("city-management", null, CheckRow.Photo)] },
        LifeCycle.Story.Rules with { Checks = [new CheckRow("city-management", LitterBin, CheckRow.None)] },
    ];
    private static readonly string[] Bodies = ["浮山新区街道", "区园林所", "虚构物业", "虚构社区救助站", "x"];

    [Theory]
    [InlineData("city-management", 1)]
    [InlineData("city-management", 2)]
    [InlineData("property-order", 3)]
    [InlineData("care-visit", 4)]
    [InlineData("hotline", 5)]
    [InlineData("street-whistle", 6)]
    [InlineData("superior-order", 7)]
    [InlineData("governance-matter", 8)]
    [InlineData("police-hand-over", 9)]
    public void Apply_RandomSequences_NeverLeaveTheTable(string profileId, int seed)
    {
        var (random, refused, done) = (new Random(seed), 0, 0);
        for (var walk = 0; walk < Walks; walk++)
        {
            var engine = EngineWith(Policies[walk % Policies.Length]);
            var profile = ProfileOf(profileId);
            var item = engine.Open(Report(profile: profileId), Actor.Of("o", "x", profile.Openers[0]), At("2026-09-18 16:00")).OrThrow();
            for (var step = 0; step < Length; step++)
            {
                var now = item.UpdatedAt + Duration.FromMinutes(random.Next(4) == 0 ? random.Next(5000) : random.Next(30));
                var (command, actor) = (Any(random, profile), Someone(random));
                var decision = engine.Apply(item, command, actor, now);
                if (decision.Done) done++; else refused++;
                if (!decision.Done)
                    AssertRefused(engine, item, decision, actor, now, profile,
                    $"seed {seed}, walk {walk}, step {step}: {command.Name} at {item.State}");
                else AssertMoved(item, decision, profile);
                item = decision.Item!;
            }
        }
        Assert.True(refused > 100 && done > 80, $"seed {seed}: {done} done, {refused} refused");
    }

    private static void AssertRefused(
        WorkEngine engine, WorkItem before, WorkDecision decision, Actor actor, Instant now, Profile profile, string where)
    {
        Assert.Same(before, decision.Item);
        Assert.Empty(decision.Events);
        Assert.Empty(decision.Notices);
        foreach (var allowed in decision.Refusal!.Allowed)
        {
            var again = engine.Apply(before, Full(allowed, profile.Id), actor, now);
            Assert.True(again.Done, $"{where}: '{allowed}' was said to be allowed but is refused: {again.Refusal?.Message}");
        }
    }

    private static void AssertMoved(WorkItem before, WorkDecision decision, Profile profile)
    {
        var (after, state) = (decision.Item!, before.State);
        Assert.Equal(before.Entries + decision.Events.Count, after.Entries);
        Assert.Equal(after.Entries, after.Turns.Sum(turn => turn.Count));
        foreach (var entry in decision.Events)
        {
            Assert.Equal(state, entry.From);
            Assert.True(IsInTable(profile, entry), $"{entry.Command} {entry.From}->{entry.To} as {entry.Role}");
            state = entry.To;
        }
        Assert.Equal(state, after.State);
        Assert.Equal(decision.Events.Select(entry => entry.At).Order(), decision.Events.Select(entry => entry.At));
        Assert.True(decision.Events.All(entry => entry.At >= before.UpdatedAt));
        Assert.All(after.Clocks.SkipLast(1), clock => Assert.NotNull(clock.FinishedAt));
        Assert.Equal(WorkItemJson.ToBytes(after), WorkItemJson.ToBytes(WorkItemJson.Read(WorkItemJson.ToBytes(after))));
    }

    private static bool IsInTable(Profile profile, HistoryEntry entry)
    {
        if (entry.Command.Split('/')[0] is "overdue" or "step") return entry.From == entry.To && entry.Role == Role.System;
        return profile.From(entry.From!).Any(row => row.Command == entry.Command && row.To == entry.To && row.Roles.Contains(entry.Role));
    }

    private static WorkCommand Any(Random random, Profile profile)
    {
        var full = Full(profile.Commands[random.Next(profile.Commands.Count)].Id, profile.Id);
        return random.Next(5) == 0 ? new WorkCommand(full.Name) : full;
    }

    private static Actor Someone(Random random) =>
        Actor.Of("someone", Bodies[random.Next(Bodies.Length)],
            [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Roles[random.Next(Roles.Length)])]);
}
