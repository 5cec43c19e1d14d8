using CityKit.Core;

namespace CityKit.Desk.Cockpit;

/// <summary>A number at the head of a board.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Cell">The number.</param>
public sealed record BoardNumber(LocalizedText Label, BoardCell Cell)
{
    /// <summary>What it should reach; null for no target.</summary>
    public decimal? Target { get; init; }

    /// <summary>How much more it is than in the period before; null when that is not known.</summary>
    public decimal? Change { get; init; }
}
