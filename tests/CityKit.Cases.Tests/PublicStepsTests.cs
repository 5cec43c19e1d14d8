using CityKit.Cases.Profiles;
using CityKit.Cases.Residents;
using NodaTime;

namespace CityKit.Cases.Tests;

/// <summary>What of a history those who reported a matter are told.</summary>
public sealed class PublicStepsTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);

    [Theory]
    [InlineData("city-management",
        "open:reported accept:filing file:dispatching dispatch:assigned:B start:handling feedback:feedback check:checking pass-check:closing close:closed evaluate:evaluated",
        "Received Accepted Assigned/B Done Closed")]
    [InlineData("city-management", "open:reported reject:rejected", "Received Refused")]
    [InlineData("city-management", "open:reported accept:filing decline:declined", "Received Accepted Refused")]
    [InlineData("city-management", "open:reported self-handle:self-handled", "Received Closed")]
    [InlineData("city-management",
        "open:reported accept:filing file:dispatching dispatch:assigned:B return:dispatching dispatch:assigned:C feedback:feedback fail-check:assigned feedback:feedback",
        "Received Accepted Assigned/B Assigned/C Done Done")]
    [InlineData("city-management",
        "open:reported accept:filing file:dispatching dispatch:assigned:B feedback:feedback close:closed reopen:dispatching dispatch:assigned:B",
        "Received Accepted Assigned/B Done Closed Reopened Assigned/B")]
    [InlineData("property-order", "open:received assign:assigned:B start:handling finish:done close:closed",
        "Received Assigned/B Done Closed")]
    [InlineData("property-order", "open:received void:void", "Received Refused")]
    public void Of_AHistory_HasTheStepsThatMatterToThem(string profile, string history, string expected) =>
        Assert.Equal(expected, string.Join(' ', PublicSteps.Of(Of(profile), Read(history)).Select(Text)));

    [Fact]
    public void Of_TurnsInsideTheWork_AreNoStepsUnlessSomethingIsToldByThem()
    {
        var history = Read("open:reported accept:filing oversee:filing urge:filing");
        Assert.Equal(2, PublicSteps.Of(Of("city-management"), history).Count);
        history[2] = history[2] with { Reply = "We look at it on Monday.", Reason = "the mayor called" };
        var told = PublicSteps.Of(Of("city-management"), history)[^1];
        Assert.Equal((PublicStepKind.Told, "We look at it on Monday."), (told.Kind, told.Reply));
    }

    [Fact]
    public void Of_StatesThatTheProfileNoLongerHas_AreLeftOut() =>
        Assert.Equal([PublicStepKind.Received], PublicSteps.Of(Of("city-management"), Read("open:reported dance:dancing sit:reported"))
            .Select(step => step.Kind));

    /// <summary>A person, a crew or a reason in a step would be told to everybody who has the code.</summary>
    [Fact]
    public void Of_EveryBuiltInProfile_BeginsWithReceivedAndNamesNoPerson()
    {
        foreach (var profile in ProfileCatalogue.BuiltIn.All)
        {
            var opened = Read($"open:{profile.Initial}");
            opened[0] = opened[0] with { ActorId = "account-of-somebody", Reason = "a reason", Person = "somebody" };
            var step = Assert.Single(PublicSteps.Of(profile, opened));
            Assert.Equal(PublicStepKind.Received, step.Kind);
            Assert.DoesNotContain("somebody", step.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void NameOf_EveryKind_IsSaidInBothLanguages()
    {
        var names = Enum.GetValues<PublicStepKind>().Select(PublicStep.NameOf).ToArray();
        Assert.Equal(names.Length, names.Select(name => name.Zh).Distinct().Count());
        Assert.Equal(names.Length, names.Select(name => name.En).Distinct().Count());
    }

    private static Profile Of(string id) => ProfileCatalogue.BuiltIn.TryGet(id, out var profile) ? profile
        : throw new ArgumentException(id);

    private static string Text(PublicStep step) => step.Body is null ? step.Kind.ToString() : $"{step.Kind}/{step.Body}";

    /// <summary>Entries written command:state, or command:state:body.</summary>
    private static HistoryEntry[] Read(string text)
    {
        string? from = null;
        return [.. text.Split(' ').Select((word, i) =>
        {
            var parts = word.Split(':');
            var entry = new HistoryEntry
            {
                At = Start + Duration.FromMinutes(i), ActorId = "a", Role = Role.DutyLeader, Command = parts[0], From = from, To = parts[1],
                Assignee = parts.Length > 2 ? new Assignee(parts[2], "crew of Mr Example") : null,
            };
            from = parts[1];
            return entry;
        })];
    }
}
