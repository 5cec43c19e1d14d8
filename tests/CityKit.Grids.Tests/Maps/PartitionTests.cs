using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Tests.Maps;

/// <summary>Each point of a partition lies in exactly one grid, wherever it falls.</summary>
public class PartitionTests
{
    private const int Seeds = 30;

    [Fact]
    public void TryLocate_RandomTriangulations_EveryPointInExactlyOneGrid()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var (map, vertices) = Triangulation(random, columns: random.Next(2, 9), rows: random.Next(2, 9));
            foreach (var point in CriticalPoints(map, vertices, random)) AssertExactlyOne(map, point, $"seed {seed}");
        }
    }

    [Fact]
    public void TryLocate_CutCommunity_EveryInnerPointInExactlyOneGrid()
    {
        var outline = Polygon((120.4, 36.06), (120.4061234, 36.0592), (120.4089, 36.0631), (120.4041, 36.0662), (120.3987, 36.0655));
        var map = new GridMap(ProvisionalGridCutter.Cut(outline, AreaCode.Parse("370202014901")));
        var random = new Random(7);
        var points = Enumerable.Range(0, 20_000).Select(_ => Somewhere(random, outline.Bounds));
        foreach (var point in points.Concat(map.Grids.SelectMany(CornersAndMiddles)).Where(point => IsWellInside(outline, point)))
            AssertExactlyOne(map, point, "seed 7");
    }

    [Fact]
    public void TryLocate_RandomPoints_AgreesWithEveryPolygonAsked()
    {
        var random = new Random(11);
        var (map, _) = Triangulation(random, 12, 12);
        for (var i = 0; i < 50_000; i++)
        {
            var point = Somewhere(random, new GeoBox(120.39, 36.04, 120.53, 36.18));
            var expected = map.Grids.FirstOrDefault(grid => grid.Polygons.Any(polygon => polygon.Contains(point)));
            map.TryLocate(point, out var found);
            Assert.Same(expected, found);
        }
    }

    // Squares 0.01 degrees wide whose corners are shaken, each cut into two triangles.
    private static (GridMap Map, GeoPoint[,] Vertices) Triangulation(Random random, int columns, int rows)
    {
        var vertices = new GeoPoint[rows + 1, columns + 1];
        for (var r = 0; r <= rows; r++)
            for (var c = 0; c <= columns; c++)
                vertices[r, c] = GeoPoint.FromDegrees(120.4 + c * 0.01 + Shake(random), 36.05 + r * 0.01 + Shake(random));
        List<Grid> grids = [];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                AddTriangle(grids, vertices[r, c], vertices[r, c + 1], vertices[r + 1, c]);
                AddTriangle(grids, vertices[r + 1, c + 1], vertices[r + 1, c], vertices[r, c + 1]);
            }
        return (new GridMap(grids), vertices);
    }

    // One border in three stays exactly along a parallel or meridian.
    private static double Shake(Random random) => random.Next(3) == 0 ? 0 : (random.NextDouble() - 0.5) * 0.004;

    private static void AddTriangle(List<Grid> grids, params GeoPoint[] corners) =>
        grids.Add(new Grid(GridScheme.Parse("test"), $"{grids.Count:D4}", "", [GeoPolygon.FromRings(corners)]));

    private static IEnumerable<GeoPoint> CriticalPoints(GridMap map, GeoPoint[,] vertices, Random random)
    {
        var inner = new List<GeoPoint>();
        for (var r = 1; r < vertices.GetLength(0) - 1; r++)
            for (var c = 1; c < vertices.GetLength(1) - 1; c++) inner.Add(vertices[r, c]);
        foreach (var vertex in inner) yield return vertex;
        foreach (var from in inner)
            foreach (var to in inner.Where(to => to != from && from.MetresTo(to) < 2_000))
                yield return Between(from, to, random.Next(3) == 0 ? 0.5 : random.NextDouble());
        foreach (var vertex in inner)
            for (var i = 0; i < 8; i++)
                yield return GeoPoint.FromDegrees(
                Math.BitIncrement(vertex.Longitude) + (random.NextDouble() - 0.5) * 1e-13, vertex.Latitude);
    }

    private static IEnumerable<GeoPoint> CornersAndMiddles(Grid grid)
    {
        var ring = grid.Polygons[0].Outer;
        for (var i = 0; i < ring.Length; i++)
        {
            yield return ring[i];
            yield return Between(ring[i], ring[(i + 1) % ring.Length], 0.5);
        }
    }

    private static void AssertExactlyOne(GridMap map, GeoPoint point, string seed)
    {
        var holders = map.Grids.Where(grid => grid.Polygons.Any(polygon => polygon.Contains(point))).ToList();
        Assert.True(holders.Count == 1, $"{point} lies in {holders.Count} grids ({seed})");
        Assert.True(map.TryLocate(point, out var found), $"{point} not found ({seed})");
        Assert.Same(holders[0], found);
    }

    private static bool IsWellInside(GeoPolygon outline, GeoPoint point)
    {
        const double Step = 2e-7; // the cutter's rounding moves the outline by up to 1e-7 degrees
        return new[] { (Step, 0.0), (-Step, 0), (0, Step), (0, -Step) }.All(
            d => outline.Contains(GeoPoint.FromDegrees(point.Longitude + d.Item1, point.Latitude + d.Item2)));
    }

    private static GeoPoint Somewhere(Random random, GeoBox box) =>
        GeoPoint.FromDegrees(
            box.West + random.NextDouble() * (box.East - box.West), box.South + random.NextDouble() * (box.North - box.South));

    private static GeoPoint Between(GeoPoint from, GeoPoint to, double part) =>
        GeoPoint.FromDegrees(from.Longitude + (to.Longitude - from.Longitude) * part, from.Latitude + (to.Latitude - from.Latitude) * part);

    private static GeoPolygon Polygon(params (double Longitude, double Latitude)[] corners) =>
        GeoPolygon.FromRings([.. corners.Select(corner => GeoPoint.FromDegrees(corner.Longitude, corner.Latitude))]);
}
