using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>Every row of every profile's table, walked to by the shortest way the same table has.</summary>
public class TransitionTableTests
{
    private static readonly Instant Start = At("2025-03-13 09:00");

    /// <summary>Profile and row number.</summary>
    public static TheoryData<string, int> Rows()
    {
        var rows = new TheoryData<string, int>();
        foreach (var profile in ProfileCatalogue.BuiltIn.All)
            for (var i = 0; i < profile.Transitions.Count; i++) rows.Add(profile.Id, i);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_EachRow_DoesWhatItSays(string profileId, int index)
    {
        var profile = ProfileOf(profileId);
        var row = profile.Transitions[index];
        var engine = IsAutomatic(row) ? EngineWith(AutomaticPolicy) : Engine;
        foreach (var role in row.Roles)
        {
            var (before, decision) = Do(engine, profile, row, role);
            var after = decision.OrThrow();
            Assert.Equal(row.To, after.State);
            Assert.Contains(decision.Events, entry => entry.Command == row.Command && entry.From == row.From && entry.To == row.To && entry.Role == role);
            Assert.Equal(profile.StateOf(row.To).Stage, after.Stage);
            Assert.Equal(!profile.StateOf(row.To).Closed, after.IsOpen);
            AssertEffects(row, before, after);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_RowWithoutItsFields_IsRefusedAndChangesNothing(string profileId, int index)
    {
        var profile = ProfileOf(profileId);
        var row = profile.Transitions[index];
        var needs = row.Needs.Where(need => need != "assignee").ToArray(); // the dispatch table fills it
        if (needs.Length == 0 || IsAutomatic(row)) return;
        var before = Walk(Engine, profile, row.From);
        var decision = Engine.Apply(before, new WorkCommand(row.Command), ActorFor(before, row.Roles[0]), Start);
        Assert.Equal("missing-field", decision.Refusal?.Code);
        Assert.Same(before, decision.Item);
        Assert.Empty(decision.Events);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_RowByEveryOtherRole_IsRefused(string profileId, int index)
    {
        var profile = ProfileOf(profileId);
        var row = profile.Transitions[index];
        var before = Walk(Engine, profile, row.From);
        var may = profile.From(row.From).Where(other => other.Command == row.Command).SelectMany(other => other.Roles).ToHashSet();
        foreach (var role in Cases.Roles.BuiltIn.Where(role => !may.Contains(role)))
            Assert.Equal("wrong-role", Engine.Apply(before, Full(row.Command, profileId), ActorFor(before, role), Start).Refusal?.Code);
    }

    private static (WorkItem Before, WorkDecision Decision) Do(WorkEngine engine, Profile profile, Transition row, Role role)
    {
        // An automatic row fires in the same breath as what led to its state; stand there with the other policy.
        var before = Walk(Engine, profile, row.From);
        return (before, engine.Apply(before, Full(row.Command, profile.Id), ActorFor(before, role), Start));
    }

    private static WorkItem Walk(WorkEngine engine, Profile profile, string state)
    {
        var item = engine.Open(Report(profile: profile.Id), ActorFor(null, profile.Openers[0]), Start).OrThrow();
        foreach (var step in PathTo(profile, state))
            item = engine.Apply(item, Full(step.Command, profile.Id), ActorFor(item, step.Roles.First(role => role != Role.System)), Start).OrThrow();
        Assert.Equal(state, item.State);
        return item;
    }

    private static IReadOnlyList<Transition> PathTo(Profile profile, string state)
    {
        var paths = new Dictionary<string, IReadOnlyList<Transition>> { [profile.Initial] = [] };
        var queue = new Queue<string>([profile.Initial]);
        while (queue.TryDequeue(out var from))
            foreach (var row in profile.From(from).Where(row => row.Roles.Any(role => role != Role.System) && !paths.ContainsKey(row.To)))
            {
                paths[row.To] = [.. paths[from], row];
                queue.Enqueue(row.To);
            }
        return paths[state];
    }

    private static Actor ActorFor(WorkItem? item, Role role) => role == Role.System ? Actor.System with { Body = item?.Assignee?.Body ?? "" } : Actor.Of($"a-{role}", item?.Assignee?.Body ?? "x", role);

    private static bool IsAutomatic(Transition row) => row.Guards.Contains(new GuardCall("automaticDispatch"));

    private static void AssertEffects(Transition row, WorkItem before, WorkItem after)
    {
        int Times(string effect) => row.Effects.Count(each => each.Name == effect);
        Assert.Equal(before.Counts.Returns + Times("return"), after.Counts.Returns);
        Assert.Equal(before.Counts.Reworks + Times("rework"), after.Counts.Reworks);
        Assert.Equal(before.Counts.Extensions + Times("extend"), after.Counts.Extensions);
        Assert.Equal(before.Counts.Suspensions + Times("pause"), after.Counts.Suspensions);
        Assert.Equal(before.Overseen || Times("oversee") > 0, after.Overseen);
        Assert.Equal(before.Exempt || Times("exempt") > 0, after.Exempt);
        if (Times("unassign") > 0) Assert.Null(after.Assignee);
        if (Times("pause") > 0) Assert.True(after.Clock.IsPaused);
        if (Times("resume") > 0) Assert.False(after.Clock.IsPaused);
        if (row.Needs.Contains("assignee")) Assert.NotNull(after.Assignee);
    }
}
