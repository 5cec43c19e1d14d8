using CityKit.Components;
using CityKit.Core;

namespace CityKit.Cases;

/// <summary>A part to be opened (拆分、子件). What is null is as the whole has it.</summary>
/// <param name="Profile">The part's profile; null for the same.</param>
public sealed record PartRequest(string? Profile = null)
{
    /// <summary>The class.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>What it is about.</summary>
    public LocalizedText? Title { get; init; }

    /// <summary>Where it is.</summary>
    public WorkPlace? Place { get; init; }
}
