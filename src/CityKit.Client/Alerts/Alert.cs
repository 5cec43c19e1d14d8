using CityKit.Client.Items;
using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Alerts;

/// <summary>What a rule found (告警).</summary>
/// <param name="Id">Its id, 32 hexadecimal digits.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Source">Device and sensor, or feed and register.</param>
/// <param name="RaisedAt">When the rule's condition held.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What people read.</param>
/// <param name="Subject">Where it is, and what it is about.</param>
/// <param name="ReceivedAt">When the hub learnt of it.</param>
public sealed record Alert(
    string Id, string Rule, string Source, Instant RaisedAt, string Severity, LocalizedText Title, Place Subject, Instant ReceivedAt)
{
    /// <summary>True when the hub learnt of it long after it happened.</summary>
    public bool Late { get; init; }

    /// <summary>True when the device had no wall time.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>When its condition ended; null while it holds.</summary>
    public Instant? ClearedAt { get; init; }

    /// <summary>How long its condition held, in seconds; null while it holds.</summary>
    public long? Seconds { get; init; }

    /// <summary>What people read of it beside the title; null when its rule has no message.</summary>
    public LocalizedText? Message { get; init; }

    /// <summary>How often it was raised again soon after it was over.</summary>
    public int Repeats { get; init; }

    /// <summary>Whether it comes and goes.</summary>
    public bool Flapping { get; init; }

    /// <summary>What people did with it; null while nobody did anything.</summary>
    public AlertWork? Work { get; init; }
}
