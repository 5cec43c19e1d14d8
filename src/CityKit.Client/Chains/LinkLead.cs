using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>A lead, and who decided (预警线索).</summary>
/// <param name="Title">What people read.</param>
/// <param name="State">Open, Confirmed, Dismissed or Merged.</param>
public sealed record LinkLead(LocalizedText Title, string State)
{
    /// <summary>The profile of the item that it would become.</summary>
    public string? Profile { get; init; }

    /// <summary>Its class.</summary>
    public string? Class { get; init; }

    /// <summary>Whether the class opens its item by itself.</summary>
    public bool Automatic { get; init; }

    /// <summary>When it was decided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>By whom: an actor's id.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Why it was dismissed, one of the policy's reasons.</summary>
    public string? Dismissal { get; init; }
}
