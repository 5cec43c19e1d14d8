using NodaTime;

namespace CityKit.Desk.Duty;

/// <summary>What a list of the duty desk shows of a lead, an alert or a work item.</summary>
/// <param name="Kind"><c>lead</c>, <c>alert</c> or <c>item</c>.</param>
/// <param name="Id">Its id.</param>
/// <param name="Thing">The thing as the hub gave it: <c>Lead</c>, <c>Alert</c> or <c>ItemView</c>.</param>
public sealed record DutyRow(string Kind, string Id, object Thing)
{
    /// <summary>As an address names it.</summary>
    public string Key => $"{Kind}:{Id}";

    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>How much it matters, <c>Critical</c>, <c>Warning</c> or <c>Info</c>; null where nothing says it.</summary>
    public string? Severity { get; init; }

    /// <summary>Where it is.</summary>
    public string Place { get; init; } = "";

    /// <summary>What it comes from: a rule, a profile.</summary>
    public string Source { get; init; } = "";

    /// <summary>When it happened; null when the person may not see it.</summary>
    public Instant? At { get; init; }

    /// <summary>Of a work item: its current deadline.</summary>
    public Instant? Due { get; init; }

    /// <summary>Whether somebody still has to do something.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The state, in words.</summary>
    public string State { get; init; } = "";

    /// <summary>Who has it; null for nobody.</summary>
    public string? Who { get; init; }

    /// <summary>Of a lead and a work item: the profile; null when it is not known.</summary>
    public string? Profile { get; init; }

    /// <summary>The class; null when it has none.</summary>
    public string? Class { get; init; }

    /// <summary>The steps that the person may take, by name.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
