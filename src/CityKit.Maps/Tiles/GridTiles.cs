using System.Collections.Concurrent;
using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Maps.Shapes;

namespace CityKit.Maps.Tiles;

/// <summary>
/// The grids of a map as vector tiles. Layer <c>grids</c> has <c>code</c> and <c>name</c>; of a tile with more than
/// <see cref="MostFeatures"/> grids, or more than 300 kB of them, there is layer <c>counts</c> with <c>count</c> in its place. From zoom 13
/// on layer <c>names</c> has a point well inside each grid, with the same. Borders are simplified by half a pixel of the zoom, and
/// neighbours keep sharing them. Tiles that were made are kept; another map is another object.
/// </summary>
/// <remarks>Safe for many threads. Written by NetTopologySuite.IO.VectorTiles.Mapbox, whose protocol buffers need reflection: not for a
/// program that is compiled ahead of time.</remarks>
public sealed class GridTiles
{
    /// <summary>The most grids of one tile.</summary>
    public const int MostFeatures = 5_000;

    private const int NamesFrom = 13;
    private const int WholeFrom = 15; // from this zoom on nothing is simplified
    private const double PixelsOfTile = 512;
    private const double MetresAround = 40_075_017;

    private readonly TileCache cache = new();
    private readonly Lazy<BorderNet> net;
    private readonly ConcurrentDictionary<int, Lazy<ImmutableArray<ImmutableArray<GeoPolygon>>>> byZoom = [];
    private readonly ImmutableArray<ImmutableArray<GeoPolygon>> whole;
    private readonly GeoBox[] boxes;

    /// <summary>Tiles of a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="datum">In which coordinates they are cut.</param>
    public GridTiles(GridMap map, TileDatum datum = TileDatum.Wgs84)
    {
        ArgumentNullException.ThrowIfNull(map);
        Map = map;
        whole = [.. map.Grids.Select(grid => grid.Polygons.Select(polygon => DatumShapes.Of(polygon, datum)).ToImmutableArray())];
        boxes = [.. whole.Select(polygons => polygons.Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b)))];
        net = new(() => new BorderNet(whole));
    }

    /// <summary>The map.</summary>
    public GridMap Map { get; }

    /// <summary>The box around all grids.</summary>
    internal GeoBox Box => boxes.Aggregate((a, b) => a.Union(b));

    /// <summary>One tile; empty where there is no grid.</summary>
    public byte[] Tile(TileAddress tile) => cache.Of(tile, Make);

    private byte[] Make(TileAddress tile)
    {
        var box = TileFeatures.BoxOf(tile);
        List<int> found = [.. Enumerable.Range(0, boxes.Length).Where(i => boxes[i].Overlaps(box))];
        return found.Count <= MostFeatures && Drawn(tile, found) is { Length: <= TileFeatures.MostBytes } drawn ? drawn
            : CellCounts.Tile(tile, found.Select(i => Middle(boxes[i])));
    }

    private byte[] Drawn(TileAddress tile, List<int> found)
    {
        var (features, shapes) = (new TileFeatures(tile), found.Count > 0 ? Shapes(tile.Zoom) : []);
        foreach (var i in found) features.Add("grids", shapes[i], ("code", Map.Grids[i].Code), ("name", Map.Grids[i].Name));
        foreach (var i in tile.Zoom >= NamesFrom ? found : []) AddName(features, tile, i);
        return features.ToBytes();
    }

    /// <summary>A name is in one tile alone, so that it is drawn once where a grid is in several.</summary>
    private void AddName(TileFeatures features, TileAddress tile, int i)
    {
        var place = InnerPoint.Of(whole[i]);
        if (TileAddress.At(place, tile.Zoom) == tile)
            features.Add("names", place, ("code", Map.Grids[i].Code), ("name", Map.Grids[i].Name));
    }

    private ImmutableArray<ImmutableArray<GeoPolygon>> Shapes(int zoom) =>
        zoom >= WholeFrom ? whole : byZoom.GetOrAdd(zoom, at => new(() => net.Value.Simplify(Tolerance(at)))).Value;

    /// <summary>Half a pixel, in metres at the middle latitude.</summary>
    private double Tolerance(int zoom)
    {
        var middle = Middle(Box);
        return 0.5 * MetresAround * Math.Cos(middle.Latitude * (Math.PI / 180)) / Math.ScaleB(PixelsOfTile, zoom);
    }

    internal static GeoPoint Middle(GeoBox box) => GeoPoint.FromDegrees((box.West + box.East) / 2, (box.South + box.North) / 2);
}
