using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases;

/// <summary>A request to open a work item.</summary>
/// <param name="Id">The identity, from the cause: opening the same cause twice gives the same item.</param>
/// <param name="Profile">The profile's id.</param>
/// <param name="Source">Where it came from: <c>inspector</c>, <c>resident</c>, <c>sensor</c>.</param>
public sealed record OpenWorkItem(WorkItemId Id, string Profile, string Source)
{
    /// <summary>The class; null when it is not known yet.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>What it is about.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Where it is.</summary>
    public WorkPlace Place { get; init; } = WorkPlace.Unknown;

    /// <summary>The component's identification code.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>The component that is probably meant, as the registry had it.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>Who answers for the class and place in nets; null when none was asked.</summary>
    public DutyLookup? Duties { get; init; }

    /// <summary>Whom a model suggests to dispatch it to; null when none was asked.</summary>
    public DispatchSuggestion? Suggestion { get; init; }

    /// <summary>An opaque reference to a household.</summary>
    public string? Household { get; init; }

    /// <summary>When it was seen or reported; the moment of opening when null.</summary>
    public Instant? ReportedAt { get; init; }

    /// <summary>True when nobody knows when it was seen: <see cref="ReportedAt"/> is when it was received.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>The alert or report it came from.</summary>
    public string? AlertId { get; init; }

    /// <summary>The id of the person's report that opens it; null when no person reports.</summary>
    public string? ReportId { get; init; }

    /// <summary>References to evidence.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>Fields of the profile's own, by id; kept in the order of their ids, whatever the order of what is given.</summary>
    public ImmutableSortedDictionary<string, string> Details
    {
        get;
        init => field = TextMap.Ordinal(value);
    } = TextMap.Empty;

    /// <summary>The item that this one is a part of; its opener was asked already.</summary>
    public WorkItemId? Parent { get; init; }
}
