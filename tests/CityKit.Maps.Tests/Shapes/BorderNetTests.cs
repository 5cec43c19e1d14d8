using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Maps.Shapes;
using CityKit.Maps.Tests.Support;

namespace CityKit.Maps.Tests.Shapes;

public sealed class BorderNetTests
{
    [Fact]
    public void Simplify_ToleranceZero_KeepsEveryPointThatBends()
    {
        var shape = TestShapes.Ring((0, 0), (0.001, 0.0001), (0.002, 0), (0.002, 0.002), (0, 0.002));
        Assert.Equal(shape.Outer.Order(ByPlace), Assert.Single(new BorderNet([[shape]]).Simplify(0)[0]).Outer.Order(ByPlace));
    }

    [Fact]
    public void Simplify_RealNeighbours_KeepSharingEveryBorder()
    {
        var grids = TestShapes.London;
        var net = new BorderNet(grids.Select(grid => grid.Polygons));
        var before = EdgeUses(grids.Select(grid => grid.Polygons));
        foreach (var metres in (double[])[5, 20, 60])
        {
            var shapes = net.Simplify(metres);
            var after = EdgeUses(shapes);
            Assert.True(after.Count < before.Count * 0.9, $"{metres} m: {before.Count} -> {after.Count} edges");
            Assert.All(after, edge => Assert.InRange(edge.Value, 1, 2));
            // What is drawn once is the outside of all: as long as before, but for what was simplified.
            Assert.InRange(Length(after) / Length(before), 0.75, 1.001);
        }
    }

    [Fact]
    public void Simplify_RealNeighbours_CoverWhatTheyCoveredBefore()
    {
        var grids = TestShapes.London;
        var shapes = new BorderNet(grids.Select(grid => grid.Polygons)).Simplify(20);
        var (before, after) = (grids.Sum(grid => grid.SquareMetres), shapes.Sum(shape => shape.Sum(polygon => polygon.SquareMetres)));
        Assert.InRange(after / before, 0.999, 1.001);
    }

    [Fact]
    public void Simplify_MoreMetres_KeepsASubset()
    {
        var net = new BorderNet(TestShapes.London.Select(grid => grid.Polygons));
        HashSet<GeoPoint> finer = [.. Points(net.Simplify(5))], coarser = [.. Points(net.Simplify(25))];
        Assert.True(coarser.Count < finer.Count);
        Assert.Subset(finer, coarser);
    }

    [Fact]
    public void Simplify_EnclaveAndItsHole_StayTheSameRing()
    {
        (double, double)[] ring = [.. Enumerable.Range(0, 60).Select(i =>
            (0.01 + 0.004 * Math.Cos(i * Math.Tau / 60), 0.01 + 0.004 * Math.Sin(i * Math.Tau / 60)))];
        var island = TestShapes.Ring(ring);
        var around = GeoPolygon.FromRings(TestShapes.Box(0, 0, 0.02, 0.02).Outer, [[.. island.Outer.Reverse()]]);
        var shapes = new BorderNet([[island], [around]]).Simplify(30);
        var hole = Assert.Single(shapes[1][0].Holes);
        Assert.InRange(hole.Length, 4, 30);
        Assert.Equal(shapes[0][0].Outer.Order(ByPlace), hole.Order(ByPlace));
    }

    [Fact]
    public void Simplify_PartsSmallerThanTheTolerance_GoUnlessAnAreaWouldHaveNone()
    {
        GeoPolygon large = TestShapes.Box(0, 0, 0.02, 0.02), small = TestShapes.Box(0.05, 0, 0.05001, 0.00001);
        var shapes = new BorderNet([[large, small], [TestShapes.Box(0.1, 0, 0.10001, 0.00001)]]).Simplify(100);
        Assert.Equal((1, 1), (shapes[0].Length, shapes[1].Length));
    }

    [Fact]
    public void InnerPoint_OfABentArea_IsInside()
    {
        var bent = TestShapes.Ring((0, 0), (0.03, 0), (0.03, 0.03), (0.028, 0.03), (0.028, 0.002), (0, 0.002));
        Assert.False(bent.Contains(bent.Centroid()));
        Assert.True(bent.Contains(InnerPoint.Of([bent])));
    }

    private static Comparer<GeoPoint> ByPlace { get; } =
        Comparer<GeoPoint>.Create((a, b) => (a.Longitude, a.Latitude).CompareTo((b.Longitude, b.Latitude)));

    private static IEnumerable<GeoPoint> Points(IEnumerable<ImmutableArray<GeoPolygon>> shapes) =>
        shapes.SelectMany(shape => shape).SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer)).SelectMany(ring => ring);

    private static Dictionary<(GeoPoint, GeoPoint), int> EdgeUses(IEnumerable<ImmutableArray<GeoPolygon>> shapes) =>
        shapes.SelectMany(shape => shape)
        .SelectMany(polygon => polygon.Holes.Prepend(polygon.Outer))
        .SelectMany(ring => ring.Select((point, i) => Edge(point, ring[(i + 1) % ring.Length]))).CountBy(edge => edge).ToDictionary();

    private static (GeoPoint, GeoPoint) Edge(GeoPoint a, GeoPoint b) => ByPlace.Compare(a, b) < 0 ? (a, b) : (b, a);

    private static double Length(Dictionary<(GeoPoint, GeoPoint), int> uses) =>
        uses.Where(use => use.Value == 1).Sum(use => use.Key.Item1.MetresTo(use.Key.Item2));
}
