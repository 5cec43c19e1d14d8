using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>The maps of a hub whose grids are those in force, so that a map that a command put is shown from its commit on.</summary>
internal sealed class FollowedMaps(CompoundMap? compounds, ComponentTiles? components)
{
    private volatile Followed? last;

    internal CityMaps Of(GridMap? grids)
    {
        if (last is { } known && ReferenceEquals(known.Of, grids)) return known.Maps;
        var maps = new CityMaps(grids is { Grids.IsEmpty: false } ? [grids] : [], compounds, components);
        last = new Followed(grids, maps);
        return maps;
    }

    private sealed record Followed(GridMap? Of, CityMaps Maps);
}
