extern alias import;

using System.IO.Compression;
using CityKit.Core;
using CityKit.Grids.Maps;
using import::CityKit.Import.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>Thousands of polygons that join: 4,900 with about 32 corners each. Or real ones: <c>CITYKIT_BENCH_MAP</c> names a
/// GeoJSON file (.gz too) and <c>CITYKIT_BENCH_MAP_CODE</c> its property with the code;
/// those with crossing rings are left out.</summary>
internal static class Districts
{
    private const int Side = 70;
    private const int Corners = 8; // of each side of a cell
    private const double CellDegrees = 0.01;

    internal static GridMap Map()
    {
        var path = Environment.GetEnvironmentVariable("CITYKIT_BENCH_MAP");
        return new GridMap(string.IsNullOrEmpty(path) ? Drawn(new Random(1)) : Read(path));
    }

    internal static STRtree<(string Code, IPreparedGeometry Shape)> Tree(GridMap map, GeometryFactory factory)
    {
        var tree = new STRtree<(string, IPreparedGeometry)>();
        foreach (var grid in map.Grids)
        {
            var shape = ShapeOf(grid, factory);
            tree.Insert(shape.EnvelopeInternal, (grid.Code, PreparedGeometryFactory.Prepare(shape)));
        }
        tree.Build();
        return tree;
    }

    internal static Geometry ShapeOf(Grid grid) => ShapeOf(grid, GeometryFactory.Default);

    internal static IEnumerable<GeoPoint> Questions(GridMap map, Random random)
    {
        var box = map.Grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        while (true)
            yield return GeoPoint.FromDegrees(
            box.West + random.NextDouble() * (box.East - box.West), box.South + random.NextDouble() * (box.North - box.South));
    }

    private static Geometry ShapeOf(Grid grid, GeometryFactory factory)
    {
        var polygons = grid.Polygons.Select(polygon => factory.CreatePolygon(Ring(factory, polygon.Outer),
            [.. polygon.Holes.Select(hole => Ring(factory, hole))])).ToArray();
        return polygons.Length == 1 ? polygons[0] : factory.CreateMultiPolygon(polygons);
    }

    private static LinearRing Ring(GeometryFactory factory, IEnumerable<GeoPoint> ring) =>
        factory.CreateLinearRing([.. ring.Append(ring.First()).Select(point => new Coordinate(point.Longitude, point.Latitude))]);

    private static IEnumerable<Grid> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        var code = Environment.GetEnvironmentVariable("CITYKIT_BENCH_MAP_CODE") is { Length: > 0 } named ? named : "code";
        return GridMapCheck.Validate(
            GridGeoJsonReader.Read(stream, new GeoJsonGridOptions { Scheme = GridScheme.Parse("bench"), CodeProperty = code })).Grids;
    }

    // Cells of a raster whose borders wind; neighbours share them.
    private static IEnumerable<Grid> Drawn(Random random)
    {
        var points = new GeoPoint[Side * Corners + 1, Side * Corners + 1];
        for (var row = 0; row <= Side * Corners; row++)
            for (var column = 0; column <= Side * Corners; column++)
                points[row, column] = GeoPoint.FromDegrees(120 + At(column, random), 36 + At(row, random));
        for (var row = 0; row < Side; row++)
            for (var column = 0; column < Side; column++)
                yield return new Grid(
                    GridScheme.Parse("bench"), $"{row:D2}{column:D2}", "",
                    [GeoPolygon.FromRings([.. Around(row * Corners, column * Corners).Select(at => points[at.Row, at.Column])])]);
    }

    private static double At(int line, Random random) => (line + (random.NextDouble() - 0.5) * 0.6) * CellDegrees / Corners;

    private static IEnumerable<(int Row, int Column)> Around(int row, int column)
    {
        for (var i = 0; i < Corners; i++) yield return (row, column + i);
        for (var i = 0; i < Corners; i++) yield return (row + i, column + Corners);
        for (var i = 0; i < Corners; i++) yield return (row + Corners, column + Corners - i);
        for (var i = 0; i < Corners; i++) yield return (row + Corners - i, column);
    }
}
