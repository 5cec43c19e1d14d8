using CityKit.Core;

namespace CityKit.Client.Chains;

/// <summary>A work item, in short.</summary>
/// <param name="Profile">Its profile.</param>
/// <param name="State">The state that it is in.</param>
public sealed record LinkItem(string Profile, string State)
{
    /// <summary>The number that people read.</summary>
    public string? Number { get; init; }

    /// <summary>What people read.</summary>
    public LocalizedText? Title { get; init; }
}
