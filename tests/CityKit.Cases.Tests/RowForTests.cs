using CityKit.Cases.Profiles;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

/// <summary>
/// Whether a command is possible is asked for each button that a page shows: it costs no memory, whatever the row's guards are.
/// </summary>
public class RowForTests
{
    private static readonly Instant Start = At("2025-03-13 09:00");

    /// <summary>Guards that look a body up, and that count working time.</summary>
    private static readonly string[] Calculating = ["automaticDispatch", "within"];

    /// <summary>Profile and row number.</summary>
    public static TheoryData<string, int> Rows()
    {
        var rows = new TheoryData<string, int>();
        foreach (var profile in ProfileCatalogue.BuiltIn.All)
            for (var i = 0; i < profile.Transitions.Count; i++)
                if (IsPlain(profile, profile.Transitions[i])) rows.Add(profile.Id, i);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void RowFor_EachRow_AllocatesNothing(string profileId, int index)
    {
        var profile = ProfileOf(profileId);
        var row = profile.Transitions[index];
        var (item, actor) = (ItemIn(profile, row.From), Actor.Of("a", "浮山新区街道", row.Roles[0]));
        Assert.Equal(0, AllocatedBy(() => Engine.RowFor(item, row.Command, actor, Start)));
    }

    private static bool IsPlain(Profile profile, Transition row) =>
        profile.Rows(row.From, row.Command).SelectMany(each => each.Guards).All(guard => IsPlain(profile, guard));

    private static bool IsPlain(Profile profile, GuardCall guard) => !Calculating.Contains(guard.Name)
        && profile.Guards.Where(own => own.Id == guard.Name).All(own => own.All.All(part => IsPlain(profile, part)));

    private static WorkItem ItemIn(Profile profile, string state) =>
        Engine.Open(Report(profile: profile.Id), Actor.Of("opener", "x", profile.Openers[0]), Start).OrThrow() with
        {
            State = state,
            Stage = profile.StateOf(state).Stage,
            IsOpen = !profile.StateOf(state).Closed,
            ClosedAt = profile.StateOf(state).Closed ? Start : null,
            Assignments = [new Assignment(AssignmentKind.Lead, new Assignee("浮山新区街道"), Start)],
        };

    /// <summary>The least bytes of a call: of those that come first, some are the compiler's.</summary>
    private static long AllocatedBy(Func<object?> call) => Enumerable.Range(0, 50).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
