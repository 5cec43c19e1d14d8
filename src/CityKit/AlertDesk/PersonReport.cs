using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;

namespace CityKit.AlertDesk;

/// <summary>What a person reports, as the alert desk takes it.</summary>
/// <param name="Key">What the journal knows it by.</param>
/// <param name="Profile">The profile of the work item.</param>
/// <param name="Class">What it is about.</param>
/// <param name="Place">Where it is.</param>
/// <param name="Component">The component; null for none.</param>
/// <param name="Evidence">References that came with it.</param>
internal sealed record PersonReport(
    string Key, string Profile, ClassKey Class, GeoPoint Place, ComponentId? Component, IReadOnlyList<string> Evidence)
{
    /// <summary>How exact the place is, in metres; 0 when it is not known.</summary>
    internal double Accuracy { get; init; }

    /// <summary>Fields of the profile's own.</summary>
    internal required ImmutableSortedDictionary<string, string> Details { get; init; }
}
