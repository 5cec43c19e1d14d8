using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>A step of an application: one item.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Version">The version that the application goes by.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Department">Who decides it.</param>
/// <param name="Limit">Within which time, such as <c>5 work days</c>.</param>
/// <param name="After">The items that have to be approved before.</param>
/// <param name="State">Where it is.</param>
public sealed record ApplicationStep(
    string Item, string Version, LocalizedText Name, string Department, string Limit, IReadOnlyList<string> After, StepState State)
{
    /// <summary>Since when a person works on it, or when it was approved at once; null before.</summary>
    public Instant? StartedAt { get; init; }

    /// <summary>By when the person has to decide; null when none does.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>Whether that time is over.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>When it was decided or withdrawn; null before.</summary>
    public Instant? DoneAt { get; init; }

    /// <summary>Whether it was approved at once (秒批).</summary>
    public bool IsInstant { get; init; }

    /// <summary>When credentials were shown last; null for never.</summary>
    public Instant? ShownAt { get; init; }

    /// <summary>Whether every condition of instant approval held then.</summary>
    public bool IsMet { get; init; }

    /// <summary>What was shown, with the reasons: <c>record:</c> and the id of a protected record; null for nothing.</summary>
    public string? Record { get; init; }

    /// <summary>Why it was declined: <c>record:</c> and the id of a protected record; null when it was not.</summary>
    public string? Reason { get; init; }

    internal bool IsOpen => State is StepState.Waiting or StepState.ForPerson;

    internal WorkLimit ReadLimit() => WorkLimit.Parse(Limit);

    /// <summary>The step as progress views know it.</summary>
    internal BundleStep ToBundleStep() =>
        new(new ServiceItem(Item, Version, Name, new ServiceOffice(Department, default), ReadLimit()), [.. After]);
}
