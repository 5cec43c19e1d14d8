using CityKit.Client.Items;
using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>A machine's finding that waits for a person (预警线索).</summary>
/// <param name="Id">Its id, 32 hexadecimal digits.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Source">Device and sensor, or feed and register.</param>
/// <param name="Profile">The profile of the work item that it would become.</param>
/// <param name="Class">The class of that work item.</param>
/// <param name="At">When it happened.</param>
/// <param name="Title">What people read.</param>
/// <param name="Subject">Where it is, and what it is about.</param>
/// <param name="OpenedAt">When the hub opened it.</param>
/// <param name="State"><c>Open</c>, <c>Confirmed</c>, <c>Dismissed</c> or <c>Merged</c>.</param>
public sealed record Lead(string Id, string Rule, string Source, string Profile, string Class, Instant At, LocalizedText Title,
    Place Subject, Instant OpenedAt, string State)
{
    /// <summary>The alerts in it, by id.</summary>
    public IReadOnlyList<string> Alerts { get; init => field = value ?? []; } = [];

    /// <summary>How a machine came to the first of them; null for what a rule found.</summary>
    public MachineFinding? Machine { get; init; }

    /// <summary>What more machines found of the same thing.</summary>
    public IReadOnlyList<MachineFinding> Findings { get; init => field = value ?? []; } = [];

    /// <summary>Why it waits for a person although its class opens work items by itself; null when that is not so.</summary>
    public LeadWait? WaitsFor { get; init; }

    /// <summary>The duty officer who has taken it; null for nobody.</summary>
    public string? TakenBy { get; init; }

    /// <summary>When it was taken.</summary>
    public Instant? TakenAt { get; init; }

    /// <summary>The hand-over that it is in while nobody has accepted that, by id.</summary>
    public string? Handover { get; init; }

    /// <summary>In the queue: how much its alert matters, <c>Info</c>, <c>Warning</c> or <c>Critical</c>.</summary>
    public string? Severity { get; init; }

    /// <summary>In the queue: for how long it has been open, in seconds.</summary>
    public long? WaitingSeconds { get; init; }

    /// <summary>When it was decided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The id of the record that has the reason, <c>record:</c> before it.</summary>
    public string? Reason { get; init; }

    /// <summary>Why it was dismissed, one of the policy's reasons; null without one.</summary>
    public string? Dismissal { get; init; }

    /// <summary>The lead that it was merged into, by id.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The work item that it became or was merged into, by id.</summary>
    public string? Item { get; init; }
}
