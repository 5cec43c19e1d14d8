using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Grids.Maps;

namespace CityKit;

/// <summary>Everything a hub needs to decide: the same setup and the same journal give the same alerts and work items.</summary>
public sealed record HubSetup
{
    /// <summary>Options.</summary>
    public required HubOptions Options { get; init; }

    /// <summary>Rules and sensors.</summary>
    public required HubConfiguration Configuration { get; init; }

    /// <summary>The unit grids; null when there are none.</summary>
    public GridMap? Grids { get; init; }

    /// <summary>The profiles of work items.</summary>
    public required ProfileCatalogue Profiles { get; init; }

    /// <summary>Life cycles, limits and calendar.</summary>
    public required WorkEngine Work { get; init; }
}
