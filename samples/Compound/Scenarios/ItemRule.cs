using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>What the staff does with a work item in a state, and how long after it got there.</summary>
internal sealed record ItemRule
{
    public required string Profile { get; init; }

    public required string State { get; init; }

    /// <summary>Only this class; null for any.</summary>
    public string? Class { get; init; }

    public required string Command { get; init; }

    public required Duration After { get; init; }

    public required string As { get; init; }

    public string? Reason { get; init; }

    public string? Assignee { get; init; }

    public string? Photo { get; init; }

    public string? Condition { get; init; }

    public string? Outcome { get; init; }
}
