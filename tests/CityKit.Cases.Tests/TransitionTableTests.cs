using CityKit.Cases.Profiles;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>Every row of every profile's table, walked to by the shortest way the same table has.</summary>
public class TransitionTableTests
{
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
            var (before, decision) = TableWalk.To(profile, row, role);
            var after = decision.OrThrow();
            Assert.Equal(row.To, after.State);
            Assert.Contains(decision.Events, entry => entry.Command == row.Command && entry.From == row.From && entry.To == row.To && entry.Role == role);
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
        if (row.Roles.Contains(Role.System)) return;
        var (before, _) = TableWalk.To(profile, row, row.Roles[0]);
        var needs = row.Needs.Where(need => need != "assignee" && !IsThere(before, need)).ToArray(); // the dispatch table fills the assignee
        if (needs.Length == 0) return;
        var decision = Engine.Apply(before, new WorkCommand(row.Command), TableWalk.Someone(before, row.Roles[0], row), TableWalk.Start);
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
        var (before, _) = TableWalk.To(profile, row, row.Roles[0]);
        var may = profile.From(row.From).Where(other => other.Command == row.Command).SelectMany(other => other.Roles).ToHashSet();
        foreach (var role in Cases.Roles.BuiltIn.Where(role => !may.Contains(role)))
            Assert.Equal("wrong-role", Engine.Apply(before, Full(row.Command, profileId), TableWalk.Someone(before, role), TableWalk.Start).Refusal?.Code);
    }

    private static bool IsThere(WorkItem item, string need) => need.StartsWith("detail:", StringComparison.Ordinal) && item.Details.ContainsKey(need[7..]);

    private static void AssertEffects(Profile profile, Transition row, WorkItem before, WorkItem after)
    {
        var effects = row.Effects.SelectMany(each => profile.Effects.FirstOrDefault(own => own.Id == each.Name)?.All ?? [each]).ToArray();
        int Times(string effect) => effects.Count(each => each.Name == effect);
        Assert.Equal(before.Counts.Returns + Times("return"), after.Counts.Returns);
        Assert.Equal(before.Counts.Reworks + Times("rework"), after.Counts.Reworks);
        Assert.Equal(before.Counts.Extensions + Times("extend"), after.Counts.Extensions);
        Assert.Equal(before.Counts.Suspensions + Times("pause"), after.Counts.Suspensions);
        Assert.Equal(before.Overseen || Times("oversee") > 0, after.Overseen);
        Assert.Equal(before.Exempt || Times("exempt") > 0, after.Exempt);
        if (Times("unassign") > 0) Assert.Null(after.Assignee);
        if (Times("pause") > 0) Assert.True(after.Clock.IsPaused);
        if (Times("resume") > 0) Assert.False(after.Clock.IsPaused);
        Assert.Equal(before.Parts.Count + Times("openPart"), after.Parts.Count);
        foreach (var clock in effects.Where(each => each.Name == "start")) Assert.Null(after.ClockOf(clock.Argument)!.FinishedAt);
        foreach (var clock in effects.Where(each => each.Name == "stop")) Assert.True(after.ClockOf(clock.Argument) is null or { FinishedAt: not null });
        foreach (var field in effects.Where(each => each.Name == "set")) Assert.Equal(field.Argument.Split('=')[1], after.Details[field.Argument.Split('=')[0]]);
        if (row.Needs.Contains("assignee")) Assert.NotNull(after.Assignee);
    }
}
