using System.Collections.Immutable;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>What people did with an alert (告警处置). The most steps that are kept are 200; later ones are refused.</summary>
public sealed record AlertWork
{
    internal const int MaxSteps = 200;

    /// <summary>Nobody did anything.</summary>
    public static AlertWork None { get; } = new();

    /// <summary>When a person first did something about it: it was seen.</summary>
    public Instant? SeenAt { get; init; }

    /// <summary>The role or person who handles it; null for nobody in particular.</summary>
    public string? Assignee { get; init; }

    /// <summary>Until when notices and escalation wait; null when they do not.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>What was found out; null while that is open.</summary>
    public AlertOutcome? Outcome { get; init; }

    /// <summary>When a person closed it although its condition held.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>The alert that it was merged into.</summary>
    public AlertId? MergedInto { get; init; }

    /// <summary>What people did, in order.</summary>
    public ImmutableArray<AlertStep> History { get; init; } = [];
}
