using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>What the staff does with a lead, and how long after it came.</summary>
internal sealed record LeadRule
{
    /// <summary>The rule that found it; null for any.</summary>
    public string? Rule { get; init; }

    /// <summary>Only leads about moments from here.</summary>
    public Instant? From { get; init; }

    /// <summary>Only leads about moments before here.</summary>
    public Instant? Until { get; init; }

    /// <summary>confirm, dismiss or merge.</summary>
    public required string Do { get; init; }

    public required Duration After { get; init; }

    public required string As { get; init; }

    public string? Reason { get; init; }
}
