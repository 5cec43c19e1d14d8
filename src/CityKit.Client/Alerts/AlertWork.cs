using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>What people did with an alert (告警处置).</summary>
public sealed record AlertWork
{
    /// <summary>When somebody first did something about it; null for never.</summary>
    public Instant? SeenAt { get; init; }

    /// <summary>The role or the account that handles it; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Until when notices and escalation wait; null when they do not.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>What it was: <c>Ok</c>, <c>Away</c>, <c>Ill</c>, <c>NoAnswer</c> or <c>False</c>; null while that is not known.</summary>
    public string? Outcome { get; init; }

    /// <summary>When a person closed it; null when nobody did.</summary>
    public Instant? ResolvedAt { get; init; }

    /// <summary>The alert that it was merged into, by id.</summary>
    public string? MergedInto { get; init; }

    /// <summary>What people did, in order.</summary>
    public IReadOnlyList<AlertStep> History { get; init => field = value ?? []; } = [];
}
