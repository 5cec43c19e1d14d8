using System.Collections.Immutable;
using CityKit.Grids.Compounds;

namespace CityKit.Maps.Tiles;

/// <summary>
/// Compounds as vector tiles: layer <c>compounds</c>, and from zoom 14 on layer <c>buildings</c>, each with <c>id</c>, <c>zh</c> and
/// <c>en</c>.
/// Nothing of entrances, floors, dwellings or who lives there. Not for a program that is compiled ahead of time (<see cref="GridTiles"/>).
/// </summary>
public sealed class CompoundTiles
{
    private const int BuildingsFrom = 14;
    private readonly TileCache cache = new();

    /// <summary>Tiles of a map of compounds.</summary>
    public CompoundTiles(CompoundMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        Map = map;
    }

    /// <summary>The map.</summary>
    public CompoundMap Map { get; }

    /// <summary>One tile; empty where there is no compound.</summary>
    public byte[] Tile(TileAddress tile) => cache.Of(tile, Make);

    private byte[] Make(TileAddress tile)
    {
        var features = new TileFeatures(tile);
        foreach (var compound in Map.Compounds)
        {
            features.Add("compounds", [compound.Outline], ("id", compound.Id), ("zh", compound.Name.Zh), ("en", compound.Name.En));
            if (tile.Zoom < BuildingsFrom) continue;
            foreach (var building in compound.Buildings)
                features.Add("buildings", [building.Outline], ("id", $"{compound.Id}/{building.Id}"), ("zh", building.Name.Zh),
                    ("en", building.Name.En));
        }
        return features.ToBytes();
    }
}
