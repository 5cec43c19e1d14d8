using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Compounds;
using CityKit.Maps.Shapes;

namespace CityKit.Maps.Tiles;

/// <summary>
/// Compounds as vector tiles: layer <c>compounds</c>, and from zoom 14 on layer <c>buildings</c>, each with <c>id</c>, <c>zh</c> and
/// <c>en</c>; from zoom 12 on layer <c>names</c> has a point well inside each compound. A tile with more than <see cref="MostFeatures"/>
/// compounds, or more than 300 kB of them, has layer <c>counts</c> in their place. Nothing of entrances, floors, dwellings or who lives
/// there. Not for a program that is compiled ahead of time (<see cref="GridTiles"/>).
/// </summary>
public sealed class CompoundTiles
{
    /// <summary>The most compounds of one tile.</summary>
    public const int MostFeatures = 5_000;

    private const int NamesFrom = 12;
    private const int BuildingsFrom = 14;
    private readonly TileCache cache = new();
    private readonly TileDatum datum;

    /// <summary>Tiles of a map of compounds.</summary>
    /// <param name="map">The map.</param>
    /// <param name="datum">In which coordinates they are cut.</param>
    public CompoundTiles(CompoundMap map, TileDatum datum = TileDatum.Wgs84)
    {
        ArgumentNullException.ThrowIfNull(map);
        (Map, this.datum) = (map, datum);
    }

    /// <summary>The map.</summary>
    public CompoundMap Map { get; }

    /// <summary>One tile; empty where there is no compound.</summary>
    public byte[] Tile(TileAddress tile) => cache.Of(tile, Make);

    private byte[] Make(TileAddress tile)
    {
        var (box, outlines) = (TileFeatures.BoxOf(tile),
            Map.Compounds.Select(compound => (compound, DatumShapes.Of(compound.Outline, datum))));
        List<(Compound Of, GeoPolygon Outline)> found = [.. outlines.Where(one => box.Overlaps(one.Item2.Bounds))];
        return found.Count <= MostFeatures && Drawn(tile, found) is { Length: <= TileFeatures.MostBytes } drawn ? drawn
            : CellCounts.Tile(tile, found.Select(one => GridTiles.Middle(one.Outline.Bounds)));
    }

    private byte[] Drawn(TileAddress tile, List<(Compound Of, GeoPolygon Outline)> found)
    {
        var features = new TileFeatures(tile);
        foreach (var (compound, outline) in found)
        {
            features.Add("compounds", [outline], ("id", compound.Id), ("zh", compound.Name.Zh), ("en", compound.Name.En));
            if (tile.Zoom >= NamesFrom) AddName(features, tile, compound, outline);
            if (tile.Zoom >= BuildingsFrom) AddBuildings(features, compound);
        }
        return features.ToBytes();
    }

    private static void AddName(TileFeatures features, TileAddress tile, Compound compound, GeoPolygon outline)
    {
        var place = InnerPoint.Of([outline]);
        if (TileAddress.At(place, tile.Zoom) == tile)
            features.Add("names", place, ("id", compound.Id), ("zh", compound.Name.Zh), ("en", compound.Name.En));
    }

    private void AddBuildings(TileFeatures features, Compound compound)
    {
        foreach (var building in compound.Buildings)
            features.Add("buildings", [DatumShapes.Of(building.Outline, datum)], ("id", $"{compound.Id}/{building.Id}"),
                ("zh", building.Name.Zh),
                ("en", building.Name.En));
    }
}
