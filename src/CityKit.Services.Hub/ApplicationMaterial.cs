using CityKit.Core;

namespace CityKit.Services.Hub;

/// <summary>A material of an application.</summary>
/// <param name="Id">The material's id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Items">The items that ask for it.</param>
/// <param name="State">Where it is.</param>
public sealed record ApplicationMaterial(string Id, LocalizedText Name, IReadOnlyList<string> Items, MaterialState State)
{
    /// <summary>The item that issues it; null when none does.</summary>
    public string? Step { get; init; }

    /// <summary>The source that was asked to confirm it; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>The evidence that was handed in; null for none, or for paper.</summary>
    public string? Evidence { get; init; }

    /// <summary>Whether nothing has to be waited for.</summary>
    internal bool IsSettled => State is not (MaterialState.Open or MaterialState.Asked or MaterialState.Awaited);

    /// <summary>Whether no person has to look at it.</summary>
    internal bool IsSure => IsSettled && State != MaterialState.HandedIn;
}
