using CityKit.Core;

namespace CityKit.Client.Items;

/// <summary>Opens a work item at a place that may have no point (立项).</summary>
/// <param name="CommandId">The command's id, yours to choose: the same id again is the same opening.</param>
/// <param name="Profile">The profile's id, such as <c>city-management</c>.</param>
/// <param name="Source">Where it comes from: <c>leader</c>, <c>department</c>, <c>hotline</c>, or a word of your own.</param>
public sealed record Opening(string CommandId, string Profile, string Source)
{
    /// <summary>What it comes from, under your own name of it: the same cause is the same item. Null for the command's own id.</summary>
    public string? Cause { get; init; }

    /// <summary>The class; null when it is not known yet.</summary>
    public string? Class { get; init; }

    /// <summary>What it is about, without personal data.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Where it is; its grid is the hub's to find.</summary>
    public Place? Place { get; init; }

    /// <summary>The component's id.</summary>
    public string? Component { get; init; }

    /// <summary>Fields of the profile's own; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Details { get; init; }
}
