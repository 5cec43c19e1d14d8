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

    /// <summary>Where it stands.</summary>
    public LeadState State { get; init; }

    /// <summary>True when the class opens its work item by itself.</summary>
    public bool Automatic { get; init; }

    /// <summary>True when the device had no wall time: <see cref="At"/> is when the hub received it.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>How a machine came to the first of them; null for what a rule found.</summary>
    public MachineFinding? Machine { get; init; }

    /// <summary>The component that a machine's finding is probably about, as the registry had it; null for none.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>Whether an alert in it has an outcome of its own or was merged: figures count what people judged there, once.</summary>
    public bool IsConcluded { get; init; }

    /// <summary>When it was decided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>Who decided: an actor's id.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why it was dismissed.</summary>
    public string? Reason { get; init; }

    /// <summary>The work item it became or was merged into.</summary>
    public WorkItemId? Item { get; init; }
}
