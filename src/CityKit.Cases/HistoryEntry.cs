using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases;

/// <summary>One thing that happened to a work item (办理经过).</summary>
public sealed record HistoryEntry
{
    /// <summary>When.</summary>
    public required Instant At { get; init; }

    /// <summary>The account that acted; "system" for the engine.</summary>
    public required string ActorId { get; init; }

    /// <summary>The role it acted as.</summary>
    public required Role Role { get; init; }

    /// <summary>The command; also <c>open</c>, <c>join</c>, <c>overdue</c>, <c>recompute</c> and <c>step/…</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The state before; null for the opening.</summary>
    public string? From { get; init; }

    /// <summary>The state after.</summary>
    public required string To { get; init; }

    /// <summary>True when what came in by this happened at an unknown time (时间未知).</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>The reason given.</summary>
    public string? Reason { get; init; }

    /// <summary>What this said to those who reported it (答复).</summary>
    public string? Reply { get; init; }

    /// <summary>Who got the work by this.</summary>
    public Assignee? Assignee { get; init; }

    /// <summary>The component confirmed by this.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The filing condition chosen by this.</summary>
    public string? Condition { get; init; }

    /// <summary>The class given by this.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>The outcome stated by this.</summary>
    public string? Outcome { get; init; }

    /// <summary>Why it is so, where a table decided: which row, grid, duty and date.</summary>
    public LocalizedText? Because { get; init; }

    /// <summary>The person, by account, who got the task by this (任务协同).</summary>
    public string? Person { get; init; }

    /// <summary>Fields of the profile's own that changed by this; one that was taken away is empty.</summary>
    public ImmutableSortedDictionary<string, string> Details { get; init; } = TextMap.Empty;

    /// <summary>Whether those who reported it are shown the evidence.</summary>
    public bool IsShown { get; init; }

    /// <summary>References to evidence: photos, clips, alert ids. Never the evidence itself.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
