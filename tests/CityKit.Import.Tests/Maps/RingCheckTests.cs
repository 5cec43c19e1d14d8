using CityKit.Shared.Rings;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Import.Tests.Maps;

public class RingCheckTests
{
    private static readonly GeometryFactory Factory = new();

    /// <summary>Rings on a small raster, so that edges cross, run along each other and touch in corners and along edges.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void FlawOf_RandomRings_AgreesWithIsValidOp(int seed)
    {
        var random = new Random(seed);
        var valid = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var shape = Shape(random);
            var expected = new IsValidOp(shape).IsValid;
            Assert.True(RingCheck.FlawOf(shape) is null == expected, $"{shape} is {(expected ? "" : "not ")}valid");
            if (expected) valid++;
        }
        Assert.InRange(valid, 1_000, 19_000);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", TopologyValidationErrors.SelfIntersection)]
    [InlineData("POLYGON ((0 0, 4 0, 2 2, 4 4, 0 4, 2 2, 0 0))", TopologyValidationErrors.RingSelfIntersection)]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (5 5, 6 5, 6 6, 5 5))", TopologyValidationErrors.HoleOutsideShell)]
    [InlineData("POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 3 2, 3 3, 2 2))",
        TopologyValidationErrors.NestedHoles)]
    [InlineData("MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((2 2, 3 2, 3 3, 2 2)))", TopologyValidationErrors.NestedShells)]
    [InlineData("POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0), (0 2, 2 1, 4 2, 2 3, 0 2))", TopologyValidationErrors.DisconnectedInteriors)]
    // two holes in a chain
    [InlineData("POLYGON ((0 0, 8 0, 8 8, 0 8, 0 0), (0 4, 3 2, 4 4, 0 4), (4 4, 6 2, 8 4, 4 4))",
        TopologyValidationErrors.DisconnectedInteriors)]
    public void FlawOf_OneFlaw_NamesItAsIsValidOpDoes(string text, TopologyValidationErrors expected)
    {
        var shape = new WKTReader().Read(text);
        Assert.Equal(expected, new IsValidOp(shape).ValidationError.ErrorType);
        Assert.Equal(expected, RingCheck.FlawOf(shape)?.ErrorType);
    }

    [Theory]
    [InlineData("POLYGON ((0 0, 8 0, 8 8, 0 8, 0 0), (0 4, 3 2, 4 4, 0 4), (4 4, 6 2, 7 4, 4 4))")] // a chain with one end
    // all in one point
    [InlineData("POLYGON ((0 0, 8 0, 8 8, 0 8, 0 0), (4 4, 3 2, 4 3, 4 4), (4 4, 6 2, 7 4, 4 4), (4 4, 3 6, 2 6, 4 4))")]
    // an island that touches its lake four times
    [InlineData("MULTIPOLYGON (((0 0, 8 0, 8 8, 0 8, 0 0), (2 2, 6 2, 6 6, 2 6, 2 2)), ((4 2, 6 4, 4 6, 2 4, 4 2)))")]
    public void FlawOf_TouchesThatCutNothingOff_AreRight(string text) => Assert.Null(RingCheck.FlawOf(new WKTReader().Read(text)));

    /// <summary>
    /// What took 11.5 s (issue 14): holes against a long outer ring. No clock here; the figure is in benchmarks/RESULTS.md.
    /// </summary>
    [Fact]
    public void FlawOf_ManyHolesAndOneOutside_FindsIt()
    {
        var holes = Enumerable.Range(0, 400).Select(i => Ring(i % 20 * 10 + 10, i / 20 * 10 + 10, 3, 12)).Append(Ring(500, 500, 3, 12))
            .ToArray();
        var shape = Factory.CreatePolygon(Ring(105, 105, 200, 5_000), holes);
        Assert.Equal(TopologyValidationErrors.HoleOutsideShell, RingCheck.FlawOf(shape)?.ErrorType);
        Assert.Null(RingCheck.FlawOf(Factory.CreatePolygon(Ring(105, 105, 200, 5_000), holes[..^1])));
    }

    private static Geometry Shape(Random random)
    {
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Polygon(random)).ToArray();
        return parts.Length == 1 ? parts[0] : Factory.CreateMultiPolygon(parts);
    }

    private static Polygon Polygon(Random random)
    {
        var (x, y) = (random.Next(3) * 6, random.Next(3) * 6);
        var outer = random.Next(4) == 0 ? Scribble(random, x, y, 12) : Box(x, y, random.Next(4, 13), random.Next(4, 13), random);
        return Factory.CreatePolygon(outer, [.. Enumerable.Range(0, random.Next(4)).Select(_ => Hole(random, x, y))]);
    }

    private static LinearRing Hole(Random random, int x, int y) =>
        random.Next(3) == 0 ? Scribble(random, x, y, 9)
            : Box(x + random.Next(8), y + random.Next(8), random.Next(1, 5), random.Next(1, 5), random);

    // Upright or standing on a corner, so that corners touch edges.
    private static LinearRing Box(int x, int y, int width, int height, Random random) => random.Next(2) == 0
        ? Closed([new(x, y), new(x + width, y), new(x + width, y + height), new(x, y + height)])
        : Closed([new(x + width / 2.0, y), new(x + width, y + height / 2.0), new(x + width / 2.0, y + height), new(x, y + height / 2.0)]);

    private static LinearRing Scribble(Random random, int x, int y, int size) =>
        Closed([.. Enumerable.Range(0, random.Next(3, 6)).Select(_ => new Coordinate(x + random.Next(size), y + random.Next(size)))
            .Distinct().Concat([new(x + size, y - 1), new(x + size + 1, y)])]);

    private static LinearRing Ring(double x, double y, double radius, int corners) =>
        Closed([.. Enumerable.Range(0, corners)
            .Select(i => new Coordinate(x + radius * Math.Cos(Math.Tau * i / corners), y + radius * Math.Sin(Math.Tau * i / corners)))]);

    private static LinearRing Closed(Coordinate[] corners) => Factory.CreateLinearRing([.. corners, corners[0].Copy()]);
}
