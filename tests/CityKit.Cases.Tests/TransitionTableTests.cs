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
        foreach (var role in row.Roles)
        {
            var (before, decision) = Do(profile, row, role);
            var after = decision.OrThrow();
            Assert.Equal(row.To, after.State);
            Assert.Contains(decision.Events, entry => entry.Command == row.Command && entry.From == row.From && entry.To == row.To
                && entry.Role == role);
            Assert.Equal(profile.StateOf(row.To).Stage, after.Stage);
            Assert.Equal(!profile.StateOf(row.To).Closed, after.IsOpen);
            AssertEffects(profile, row, before, after);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Apply_RowWithoutItsFields_IsRefusedAndChangesNothing(string profileId, int index)
    {
        var profile = ProfileOf(profileId);
        var row = profile.Transitions[index];
        var needs = row.Needs.Where(need => need != "assignee").ToArray(); // the dispatch table fills it
        if (needs.Length == 0 || row.Roles.All(role => role == Role.System)) return;
        var (before, decision) = Do(profile, row, row.Roles.First(role => role != Role.System), new WorkCommand(row.Command));
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
        var before = Walk(profile, row.From);
        var may = profile.From(row.From).Where(other => other.Command == row.Command).SelectMany(other => other.Roles).ToHashSet();
        foreach (var role in Cases.Roles.BuiltIn.Where(role => !may.Contains(role)))
            Assert.Equal("wrong-role", Engine.Apply(before, Full(row.Command, profileId), ActorFor(before, role), Start).Refusal?.Code);
    }

    /// <summary>Gives the command of a row in its state, under the rules and with an item for which its guards hold.</summary>
    private static (WorkItem Before, WorkDecision Decision) Do(Profile profile, Transition row, Role role, WorkCommand? command = null)
    {
        // What the engine does by itself it does in the same breath as what led to the state; stand there with the other rules.
        var walked = Walk(profile, row.From);
        var actor = ActorFor(walked, role);
        var before = new Fitting(profile, Start).Fit(walked, row, actor);
        var engine = EngineWith(Fitting.PolicyFor(row));
        var byItself = role == Role.System ? engine.Tick(before, Start) : null;
        return (before, byItself is { Events.Count: > 0 } ? byItself
            : engine.Apply(before, command ?? Full(row.Command, profile.Id), actor, Start));
    }

    private static WorkItem Walk(Profile profile, string state)
    {
        var item = Engine.Open(Report(profile: profile.Id), ActorFor(null, profile.Openers[0]), Start).OrThrow();
        foreach (var step in PathTo(profile, state))
        {
            var actor = ActorFor(item, step.Roles.First(role => role != Role.System));
            var fitted = new Fitting(profile, Start).Fit(item, step, actor);
            item = EngineWith(Fitting.PolicyFor(step)).Apply(fitted, Full(step.Command, profile.Id), actor, Start).OrThrow();
        }
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

    private static Actor ActorFor(WorkItem? item, Role role) => role == Role.System
        ? Actor.System with { Body = item?.Assignee?.Body ?? "" } : Actor.Of($"a-{role}", item?.Assignee?.Body ?? "x", role);

    private static void AssertEffects(Profile profile, Transition row, WorkItem before, WorkItem after)
    {
        EffectCall[] effects =
            [.. row.Effects.SelectMany(each => profile.Effects.FirstOrDefault(own => own.Id == each.Name)?.All ?? [each])];
        int Times(string effect) => effects.Count(each => each.Name == effect);
        Assert.Equal(before.Counts.Returns + Times("return"), after.Counts.Returns);
        Assert.Equal(before.Counts.Reworks + Times("rework"), after.Counts.Reworks);
        Assert.Equal(before.Counts.Extensions + Times("extend"), after.Counts.Extensions);
        Assert.Equal(before.Counts.Suspensions + Times("pause"), after.Counts.Suspensions);
        Assert.Equal(before.Overseen || Times("oversee") > 0, after.Overseen);
        Assert.Equal(before.Exempt || Times("exempt") > 0, after.Exempt);
        if (Times("unassign") > 0 && !row.Needs.Contains("assignee")) Assert.Null(after.Assignee);
        foreach (var count in effects.Where(each => each.Name == "count"))
            Assert.Equal(before.Counts.Of(count.Argument) + 1, after.Counts.Of(count.Argument));
        foreach (var clock in effects.Where(each => each.Name == "start")) Assert.Equal(Start, after.ClockOf(clock.Argument)!.StartedAt);
        foreach (var clock in effects.Where(each => each.Name == "stop"))
            Assert.False(after.ClockOf(clock.Argument) is { FinishedAt: null });
        Assert.Equal(before.Clocks.Count + Times("restart") + (before.Stage == after.Stage ? 0 : 1), after.Clocks.Count);
        if (Times("release") + Times("coDone") + Times("coLeave") + Times("crewDone") > 0 && Times("crew") == 0)
            Assert.DoesNotContain(after.Assignments, each => each is { EndedAt: null, Kind: not AssignmentKind.Lead });
        if (Times("coHandle") + Times("crew") > 0 && row.Command != "dispatch")
            Assert.Contains(after.Assignments, each => each is { EndedAt: null, Kind: not AssignmentKind.Lead });
        if (Times("handTo") > 0) Assert.NotNull(after.Lead!.Person);
        if (Times("openParts") > 0) Assert.Single(after.Parts);
        if (Times("merge") > 0) Assert.NotNull(after.MergedInto);
        if (Times("pause") > 0) Assert.True(after.Clock.IsPaused);
        if (Times("resume") > 0) Assert.False(after.Clock.IsPaused);
        Assert.Equal(before.Parts.Count + Times("openPart") + Times("openParts"), after.Parts.Count);
        foreach (var field in effects.Where(each => each.Name == "set")) AssertSet(field.Argument.Split('='), after);
        if (row.Needs.Contains("assignee")) Assert.NotNull(after.Assignee);
    }

    private static void AssertSet(string[] field, WorkItem after) => Assert.Equal(field[1], after.Details.GetValueOrDefault(field[0], ""));
}
