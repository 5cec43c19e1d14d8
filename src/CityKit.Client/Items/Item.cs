using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Items;

/// <summary>What the caller may see of a work item; a part that he may not see is null or empty.</summary>
/// <param name="Id">Its id, 32 hexadecimal digits.</param>
public sealed record Item(string Id)
{
    /// <summary>The profile's id, such as <c>city-management</c>.</summary>
    public string? Profile { get; init; }

    /// <summary>The class, such as <c>GB/T 47678.5-2026:component:01037</c>.</summary>
    public string? Class { get; init; }

    /// <summary>What it is about.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Where it came from: <c>inspector</c>, <c>resident</c>, <c>sensor</c>, <c>staff</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The state's id.</summary>
    public string? State { get; init; }

    /// <summary>The stage's id.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether somebody still has to do something.</summary>
    public bool Open { get; init; }

    /// <summary>The filing condition chosen.</summary>
    public string? Condition { get; init; }

    /// <summary>How it ended.</summary>
    public string? Outcome { get; init; }

    /// <summary>When it was reported.</summary>
    public Instant? ReportedAt { get; init; }

    /// <summary>True when the device that saw it had no wall time.</summary>
    public bool TimeUnknown { get; init; }

    /// <summary>When its state began.</summary>
    public Instant? StateSince { get; init; }

    /// <summary>When it was closed; null while open.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>The item that it repeats; null for every other.</summary>
    public string? RepeatOf { get; init; }

    /// <summary>The current deadline; null without one.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>Whether that deadline may still move.</summary>
    public bool Provisional { get; init; }

    /// <summary>Whether a leader watches it (督办).</summary>
    public bool Overseen { get; init; }

    /// <summary>Whether an appeal excluded it from the figures (申诉免责).</summary>
    public bool Exempt { get; init; }

    /// <summary>Where it is.</summary>
    public Place? Place { get; init; }

    /// <summary>The component's id.</summary>
    public string? Component { get; init; }

    /// <summary>The component that is probably meant: the nearest of the class; null when none was found.</summary>
    public FoundComponent? Found { get; init; }

    /// <summary>The household, by its subject.</summary>
    public string? Household { get; init; }

    /// <summary>Fields of the profile's own.</summary>
    public IReadOnlyDictionary<string, string> Details
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    } = new Dictionary<string, string>();

    /// <summary>The item that it is a part of; null for a whole one.</summary>
    public string? Parent { get; init; }

    /// <summary>The item that it was merged into; null for every other.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Its parts, which are items of their own.</summary>
    public IReadOnlyList<Part> Parts { get; init => field = value ?? []; } = [];

    /// <summary>Who has it.</summary>
    public Assignee? Assignee { get; init; }

    /// <summary>The alerts that are in it, by id.</summary>
    public IReadOnlyList<string> Alerts { get; init => field = value ?? []; } = [];

    /// <summary>All that happened, in order.</summary>
    public IReadOnlyList<HistoryEntry> History { get; init => field = value ?? []; } = [];
}
