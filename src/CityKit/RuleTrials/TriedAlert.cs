using CityKit.AlertDesk;
using NodaTime;

namespace CityKit.RuleTrials;

/// <summary>An alert that the new rules would have raised, beside the one that was.</summary>
/// <param name="Tried">The one that would have been raised; null for none.</param>
/// <param name="Raised">The one that was; null for none.</param>
public sealed record TriedAlert(Alert? Tried, Alert? Raised)
{
    /// <summary>The lead of the one that was, which says how it ended; null when it opened none.</summary>
    public Lead? Lead { get; init; }

    /// <summary>When the first of the two was raised.</summary>
    public Instant At => Tried is null ? Raised!.RaisedAt : Raised is null ? Tried.RaisedAt : Instant.Min(Tried.RaisedAt, Raised.RaisedAt);
}
