using System.Runtime.CompilerServices;
using CityKit.Grids.Maps;
using CityKit.Maps;

namespace CityKit.Desk.Map;

/// <summary>
/// A hub's own map of grids, for one that was given no maps (<c>AddMaps</c>): its tiles are made once for each map in force.
/// </summary>
internal sealed class OwnGrids
{
    private readonly ConditionalWeakTable<GridMap, CityMaps> made = [];

    /// <summary>The maps with the grids in force; null when there is no grid.</summary>
    internal CityMaps? Of(CityHub hub) =>
        hub.Grids is { Grids.IsEmpty: false } grids ? made.GetValue(grids, static map => new CityMaps([map])) : null;
}
