using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;

namespace CityKit.Components.Registry;

/// <summary>What a registry knows besides its store.</summary>
public sealed record ComponentRegistryOptions
{
    /// <summary>The classes a new component may be of: a national catalogue or a city's profile; null to take every class.</summary>
    public ClassCatalogue? Catalogue { get; init; }

    /// <summary>
    /// The grids that grid and areas are filled in from: unit grids, with ids of an own scheme grids of any; null to keep those given.
    /// </summary>
    public GridMap? UnitGrids { get; init; }
}
