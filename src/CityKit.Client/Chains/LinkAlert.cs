using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>An alert, in short.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Severity">How much it matters: Info, Warning, Critical.</param>
/// <param name="RaisedAt">When, by the device's time.</param>
public sealed record LinkAlert(LocalizedText Title, string Severity, Instant RaisedAt)
{
    /// <summary>When its condition ended.</summary>
    public Instant? ClearedAt { get; init; }

    /// <summary>Whether the device had no wall time.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>Whether the hub learnt of it long after.</summary>
    public bool Late { get; init; }
}
