using System.Collections.Immutable;
using CityKit.Grids.Maps;

namespace CityKit.Import.Maps;

/// <summary>How a grid map is checked.</summary>
public sealed record GridMapCheckOptions
{
    /// <summary>
    /// The smallest overlap, gap or part outside an area that is reported, in m²; 1. Below it are the rounding of coordinates and of the
    /// overlay.
    /// </summary>
    public double LeastSquareMetres { get; init; } = 1;

    /// <summary>
    /// The areas (communities, streets, districts) the grids must be in and fill; empty leaves both unchecked. Invalid ones are not used.
    /// </summary>
    public ImmutableArray<Grid> Areas { get; init; } = [];

    /// <summary>The most findings; a map with more is not worth reading on.</summary>
    public int MaxFindings { get; init; } = 10_000;

    /// <summary>The most pairs of neighbours whose shapes are laid over each other.</summary>
    public int MaxPairs { get; init; } = 5_000_000;
}
