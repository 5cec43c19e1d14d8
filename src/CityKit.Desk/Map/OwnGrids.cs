using CityKit.Grids.Maps;
using CityKit.Maps;

namespace CityKit.Desk.Map;

/// <summary>The hub's own map of grids, for a hub that was given no maps (<c>AddMaps</c>): its tiles are made once for each map in force.</summary>
internal sealed class OwnGrids(CityHub hub)
{
    private volatile Known? last;

    /// <summary>The maps with the grids in force; null when there is no grid.</summary>
    internal CityMaps? Maps
    {
        get
        {
            if (hub.Grids is not { Grids.IsEmpty: false } grids) return null;
            if (last is { } known && ReferenceEquals(known.Of, grids)) return known.Maps;
            last = new Known(grids, new CityMaps([grids]));
            return last.Maps;
        }
    }

    private sealed record Known(GridMap Of, CityMaps Maps);
}
