using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>A person reports something at a place (上报): a resident's snapshot, an inspector's finding.</summary>
/// <param name="CommandId">The report's id; the work item's identity comes from it.</param>
/// <param name="Profile">The profile of the work item to open.</param>
/// <param name="Class">What it is about.</param>
/// <param name="Place">Where; map-app coordinates are converted before.</param>
/// <param name="TextDigest">SHA-256 of salt and text, 64 hexadecimal digits; null without a text.</param>
/// <param name="Photo">A reference to a photo; null without one.</param>
public sealed record FileReport(
    string CommandId, string Profile, ClassKey Class, GeoPoint Place, string? TextDigest, string? Photo) : HubCommand(CommandId)
{
    /// <summary>The component, when the reporter knew it.</summary>
    public ComponentId? Component { get; init; }

    /// <summary>
    /// How exact <see cref="Place"/> is, in metres, more than 0 and at most <see cref="MostMetres"/>: the point is within so many metres.
    /// Null when it is not known.
    /// </summary>
    public double? Accuracy { get; init; }

    /// <summary>Fields of the profile's own; those of a report that joins an open item are not kept.</summary>
    public ImmutableSortedDictionary<string, string> Details
    {
        get;
        init => field = TextMap.Ordinal(value);
    } = TextMap.Empty;

    /// <summary>The least exact place that is taken, in metres.</summary>
    public const int MostMetres = 10_000;
}
