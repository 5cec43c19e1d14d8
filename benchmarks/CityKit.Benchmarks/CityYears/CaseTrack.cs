using CityKit.Cases;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>One case of the year, and what its people have in mind.</summary>
internal sealed class CaseTrack(WorkItem item, CaseKind kind, Actor reporter)
{
    internal WorkItem Item { get; set; } = item;

    internal CaseKind Kind => kind;

    internal Actor Reporter => reporter;

    /// <summary>Whether somebody of the public reported it.</summary>
    internal bool IsPublic => Item.Source is "resident" or "hotline";

    /// <summary>When the work will be done; null while nobody has begun.</summary>
    internal Instant? Finish { get; set; }

    /// <summary>Whether an extension or a suspension was asked for in this stay.</summary>
    internal bool Asked { get; set; }

    /// <summary>Whether what comes after the close was decided.</summary>
    internal bool IsSettled { get; set; }
}
