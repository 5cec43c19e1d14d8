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
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>When it was decided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>Who decided.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The id of the record that has the reason, <c>record:</c> before it.</summary>
    public string? Reason { get; init; }

    /// <summary>The work item that it became or was merged into, by id.</summary>
    public string? Item { get; init; }
}
