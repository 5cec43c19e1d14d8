using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Desk.Duty;
using NodaTime;

namespace CityKit.Desk.Tests.Duty;

/// <summary>What a person filled in becomes the hub's command.</summary>
public sealed class StepCommandsTests
{
    private const string Id = "0123456789abcdef0123456789abcdef";
    private const string Other = "fedcba9876543210fedcba9876543210";
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 3, 0, 0);

    [Fact]
    public void Lead_Dismissed_HasReasonAndWords()
    {
        var command = Assert.IsType<DismissLead>(Of("lead", "dismiss", ("because", "reflection"), ("reason", " a pane of glass ")));
        Assert.Equal(("reflection", "a pane of glass"), (command.Because, command.Reason));
    }

    [Theory]
    [InlineData("item", typeof(MergeLead))]
    [InlineData("lead", typeof(MergeLeads))]
    public void Lead_Merged_GoesIntoAnItemOrALead(string kind, Type command) =>
        Assert.IsType(command, Of("lead", "merge", ("into", $"{kind}:{Other}")));

    [Fact]
    public void Alert_Acknowledged_IsTheOfficers() => Assert.Equal("duty", Assert.IsType<AssignAlert>(Of("alert", "acknowledge")).To);

    [Fact]
    public void Alert_Snoozed_HasAnEnd() =>
        Assert.Equal(Now + Duration.FromMinutes(240), Assert.IsType<SnoozeAlert>(Of("alert", "snooze", ("minutes", "240"))).Until);

    [Fact]
    public void Alert_SnoozedUntilAMoment_EndsThenByTheCitysClock() => Assert.Equal(Instant.FromUtc(2026, 9, 3, 10, 30),
        Assert.IsType<SnoozeAlert>(Of("alert", "snooze", ("minutes", "60"), ("until", "2026-09-03T18:30"))).Until);

    [Fact]
    public void Alert_SnoozedUntilWhatIsNoMoment_IsRefusedWithTheForm()
    {
        var (command, refusal) = Step("alert", "snooze", ("minutes", "60"), ("until", "tonight"));
        Assert.Null(command);
        Assert.Contains("'tonight'", refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Alert_WithAnOutcome_SaysWhatItWas() =>
        Assert.Equal(AlertOutcome.False, Assert.IsType<ConcludeAlert>(Of("alert", "outcome", ("outcome", "False"))).Outcome);

    [Fact]
    public void Item_Stepped_CarriesWhatWasFilledInAndWhatWasSeen()
    {
        var command = Assert.IsType<StepItem>(
            Of("item", "assign", ("assignee", "示例物业/夜班"), ("detail:kind", "lamp"), ("coHandlers", "甲，乙"), ("reason", "")));
        Assert.Equal(("示例物业", "夜班"), (command.Step.Assignee!.Body, command.Step.Assignee.Crew));
        Assert.Equal("lamp", command.Step.Details["kind"]);
        Assert.Equal(["甲", "乙"], command.Step.CoHandlers.Select(who => who.Body));
        Assert.Null(command.Step.Reason);
        Assert.Equal("seen", command.IfTag);
    }

    [Theory]
    [InlineData("class", "lamp")]
    [InlineData("limit", "soon")]
    public void Item_WithWhatCannotBeRead_IsRefusedWithTheForm(string field, string text)
    {
        var (command, refusal) = Step("item", "extend", (field, text));
        Assert.Null(command);
        Assert.Contains($"'{text}'", refusal!.Message.En, StringComparison.Ordinal);
    }

    private static Modules.HubCommand Of(string kind, string command, params (string Name, string Value)[] values) =>
        Step(kind, command, values).Command!;

    private static (Modules.HubCommand? Command, Core.Refusal? Refusal) Step(
        string kind, string command, params (string Name, string Value)[] values) =>
        StepCommands.Of(new DutyRow(kind, Id, new object()) { Title = "" }, new DutyStep(command, command) { Tag = "seen" },
            new StepValues("c-1", values.ToDictionary(value => value.Name, value => value.Value)), "duty", Now);
}
