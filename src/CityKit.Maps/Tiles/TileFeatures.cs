using System.Collections.Immutable;
using CityKit.Core;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace CityKit.Maps.Tiles;

/// <summary>Collects the features of one tile and writes them as a Mapbox Vector Tile 2.1 (application/vnd.mapbox-vector-tile).</summary>
internal sealed class TileFeatures(TileAddress tile)
{
    /// <summary>The most bytes of a tile; one with more counts what is in it.</summary>
    internal const int MostBytes = 300 * 1_000;

    /// <summary>What is kept around a tile, so that borders do not show at its sides: 64 of 4,096.</summary>
    private const double Around = 64.0 / 4_096;

    private readonly Dictionary<string, Layer> layers = [];

    private readonly GeoBox box = BoxOf(tile);

    /// <summary>What a tile covers, with what is kept around it.</summary>
    internal static GeoBox BoxOf(TileAddress tile) => tile.BoxOf(Around);

    internal void Add(string layer, GeoPoint point, params ReadOnlySpan<(string Name, object Value)> attributes) =>
        Add(layer, new Point(point.Longitude, point.Latitude), attributes);

    internal void Add(string layer, ImmutableArray<GeoPolygon> polygons, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Polygon[] parts = [.. polygons.Select(Clip).OfType<Polygon>()];
        if (parts.Length > 0) Add(layer, parts.Length == 1 ? parts[0] : new MultiPolygon(parts), attributes);
    }

    internal byte[] ToBytes()
    {
        var written = new VectorTile { TileId = new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Zoom).Id };
        foreach (var layer in layers.Values) written.Layers.Add(layer);
        using var stream = new MemoryStream();
        written.Write(stream, minLinealExtent: 1, minPolygonalExtent: 1, extent: 4_096, idAttributeName: "fid");
        return stream.ToArray();
    }

    private void Add(string name, Geometry geometry, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        if (!layers.TryGetValue(name, out var layer)) layers.Add(name, layer = new Layer { Name = name });
        var table = new AttributesTable();
        foreach (var (key, value) in attributes) table.Add(key, value);
        layer.Features.Add(new Feature(geometry, table));
    }

    private Polygon? Clip(GeoPolygon polygon)
    {
        if (!box.Overlaps(polygon.Bounds) || Ring(polygon.Outer) is not { } outer) return null;
        return new Polygon(outer, [.. polygon.Holes.Select(Ring).OfType<LinearRing>()]);
    }

    private LinearRing? Ring(ImmutableArray<GeoPoint> ring)
    {
        var points = BoxClip.Clip(ring, box);
        return points.Count < 3 ? null : new LinearRing([.. points.Append(points[0]).Select(point => new Coordinate(point.X, point.Y))]);
    }
}
