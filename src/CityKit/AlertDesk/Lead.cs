using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>A machine's finding that waits for a person (预警线索): confirmed, dismissed with a reason, or merged.</summary>
/// <param name="Id">Made from the alert that caused it.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Source">Device and sensor, or feed and register.</param>
/// <param name="Profile">The profile of the work item it would become.</param>
/// <param name="Class">The class of that work item.</param>
/// <param name="At">When it happened, by the device's own time; by the hub's when <see cref="TimeUnknown"/>.</param>
public sealed record Lead(LeadId Id, string Rule, string Source, string Profile, string Class, Instant At)
{
    /// <summary>What people read.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>What it is about.</summary>
    public required Subject Subject { get; init; }

    /// <summary>When the hub opened it.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>The alerts in it: the first, then repeats.</summary>
    public required ImmutableArray<AlertId> Alerts { get; init; }

    /// <summary>Its state.</summary>
    public LeadState State { get; init; }

    /// <summary>True when the class opens its work item by itself.</summary>
    public bool Automatic { get; init; }

    /// <summary>True when the device had no wall time: <see cref="At"/> is when the hub received it.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>How a machine came to the first of them; null for what a rule found.</summary>
    public MachineFinding? Machine { get; init; }

    /// <summary>The component that a machine's finding is probably about, as the registry had it; null for none.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>What more machines found of the same thing, the first 50 of it.</summary>
    public ImmutableArray<MachineFinding> Findings { get; init; } = [];

    /// <summary>Why it waits for a person although its class opens work items by itself; null when that is not so.</summary>
    public LeadWait? WaitsFor { get; init; }

    /// <summary>The duty officer who has taken it: an actor's id. Null for nobody.</summary>
    public string? TakenBy { get; init; }

    /// <summary>When it was taken; null while it is not.</summary>
    public Instant? TakenAt { get; init; }

    /// <summary>The hand-over that it is in while nobody has accepted that: anyone in the room may take it. Null for none.</summary>
    public string? HandOver { get; init; }

    /// <summary>Whether what became a work item by itself was something. Null while that is open, and of every other lead.</summary>
    public bool? WasRight { get; init; }

    /// <summary>Whether an alert in it has an outcome of its own or was merged: figures count what people judged there, once.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>When it was decided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>Who decided: an actor's id.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why it was dismissed.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it was dismissed, one of the policy's reasons; null without one.</summary>
    public string? Dismissal { get; init; }

    /// <summary>The lead that it was merged into.</summary>
    public LeadId? MergedInto { get; init; }

    /// <summary>The work item it became or was merged into.</summary>
    public WorkItemId? Item { get; init; }

    /// <summary>The most findings that it keeps besides the first.</summary>
    internal const int MaxFindings = 50;

    /// <summary>All findings of machines in it.</summary>
    internal IEnumerable<MachineFinding> MachineFindings => Machine is null ? Findings : Findings.Prepend(Machine);

    /// <summary>What it refers to as evidence, each once, the first finding's before the others'.</summary>
    internal IEnumerable<string> Evidence => MachineFindings.SelectMany(found => found.Evidence).Distinct();

    /// <summary>
    /// The pictures and clips of machines that say what they are; those that do not say it hand nothing to what is open already.
    /// </summary>
    internal IEnumerable<string> PicturesOfMachines =>
        MachineFindings.Where(found => found.Source is not null).SelectMany(found => found.Evidence).Distinct();

    /// <summary>Whether it became a work item by itself, and nobody knows yet whether its machine was right.</summary>
    internal bool IsUnproven => this is { State: LeadState.Confirmed, Automatic: true, WasRight: null, Machine.Source: not null };

    /// <summary>What people found that it was; null while nobody did, and when another lead says it.</summary>
    internal LeadState? Judgement => MergedInto is not null ? null : DecidedBy is { } by && by != Actor.System.Id ? State
        : WasRight is { } right ? (right ? LeadState.Confirmed : LeadState.Dismissed)
        : null;
}
