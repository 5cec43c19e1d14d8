extern alias import;

using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;
using import::CityKit.Import.Maps;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;

namespace CityKit.Benchmarks;

/// <summary>
/// Whether rings are valid: one outer ring of 300,000 corners with 5,000 holes, and all grids of the map that <see cref="Districts"/>
/// reads; NetTopologySuite beside it.
/// </summary>
internal static class RingValidity
{
    private const int Rounds = 7;

    internal static void Run(int corners, int holes)
    {
        Compare($"a ring of {corners:N0} corners with {holes:N0} holes", [Lake(corners, holes, 0)], 0);
        Compare("the same with a hole outside", [Lake(corners, holes, 1)], 1);
        Compare("the same with a hole over another", [Lake(corners, holes, -0.6 / Math.Ceiling(Math.Sqrt(holes)) * 0.9)], 1);
        Compare("the grids of the map", [.. Districts.Map().Grids], 0);
    }

    private static void Compare(string what, Grid[] grids, int invalid)
    {
        var shapes = grids.Select(Districts.ShapeOf).ToArray();
        var read = new GridReadResult([.. grids], []);
        var (ours, theirs) = (Median(() => GridMapCheck.Validate(read).Problems.Length, invalid),
            Median(() => shapes.Count(shape => !new IsValidOp(shape).IsValid), invalid));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {ours:N1} ms of CPU, NetTopologySuite {theirs:N1} ms, {theirs / ours:N1} times"));
    }

    private static double Median(Func<int> count, int expected)
    {
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            var found = 0;
            times.Add(1_000 * Figures.CpuSeconds(() => found = count()));
            if (found != expected) throw new InvalidOperationException($"Not {expected} grids were found invalid, but {found}.");
        }
        return Figures.Median(times);
    }

    private static Grid Lake(int corners, int holes, double shift)
    {
        var random = new Random(1);
        var side = (int)Math.Ceiling(Math.Sqrt(holes));
        var islands = Enumerable.Range(0, holes).Select(i => Ring(119.7 + (i == holes - 1 ? shift : 0) + 0.6 * (i % side) / side,
            35.7 + 0.6 * (i / side) / side, 0.15 / side, 20, random));
        return new Grid(GridScheme.Parse("bench"), "lake", "", [GeoPolygon.FromRings(Ring(120, 36, 0.5, corners, random), [.. islands])]);
    }

    private static GeoPoint[] Ring(double longitude, double latitude, double radius, int corners, Random random) =>
        [.. Enumerable.Range(0, corners).Select(i => (Angle: Math.Tau * i / corners, Radius: radius * (1 - random.NextDouble() * 0.001)))
            .Select(at => GeoPoint.FromDegrees(longitude + at.Radius * Math.Cos(at.Angle), latitude + at.Radius * Math.Sin(at.Angle)))];
}
