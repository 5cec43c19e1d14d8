extern alias import;

using System.Diagnostics;
using System.Globalization;
using CityKit.Core;
using CityKit.Grids.Maps;
using import::CityKit.Import.Levels;
using import::CityKit.Import.Maps;
using NetTopologySuite.Geometries;

namespace CityKit.Benchmarks;

/// <summary>
/// The grid of a point with the two above it: nested levels, the narrowest level alone, and NetTopologySuite with a table of parents.
/// </summary>
internal static class NestedLocator
{
    private const int Questions = 1 << 16;
    private const int Rounds = 15;
    private const int Side = 6; // of the middle level

    internal static void Run()
    {
        var map = Districts.Map();
        Compare("points of the map's box", map, Districts.Questions(map, new Random(2)));
        Compare("points in a grid", map, Districts.Questions(map, new Random(2)).Where(place => map.TryLocate(place, out _)));
    }

    private static void Compare(string what, GridMap map, IEnumerable<GeoPoint> questions)
    {
        var (nested, parents) = (Nest(map), new Dictionary<string, string>());
        foreach (var grid in map.Grids) parents[grid.Code] = grid.Code;
        var tree = Districts.Tree(map, GeometryFactory.Default);
        GeoPoint[] places = [.. questions.Take(Questions)];
        var points = Array.ConvertAll(places,
            place => GeometryFactory.Default.CreatePoint(new Coordinate(place.Longitude, place.Latitude)));
        List<double>[] times = [[], [], []];
        for (var round = 0; round < Rounds; round++)
        {
            times[0].Add(Nanoseconds(i => map.TryLocate(places[i], out _)));
            times[1].Add(Nanoseconds(i => nested.TryLocate(places[i], out var found) && found.Parent?.Parent is not null));
            times[2].Add(Nanoseconds(i => tree.Query(points[i].EnvelopeInternal).Any(candidate => candidate.Shape.Contains(points[i])
                && parents.ContainsKey(candidate.Code))));
        }
        var (alone, levels, theirs) = (Figures.Median(times[0]), Figures.Median(times[1]), Figures.Median(times[2]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: one level {alone:N0} ns, three levels {levels:N0} ns ({levels / alone:N2} times), NetTopologySuite {theirs:N0} ns"));
    }

    private static double Nanoseconds(Func<int, bool> ask)
    {
        var (start, found) = (Stopwatch.GetTimestamp(), 0);
        for (var i = 0; i < Questions; i++)
            if (ask(i)) found++;
        if (found == 0) throw new InvalidOperationException("No point lies in a grid.");
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Questions;
    }

    // Over the map a raster of boxes, and over these one box.
    private static NestedMap Nest(GridMap map)
    {
        var box = map.Grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        Dictionary<string, IEnumerable<Grid>> levels = new() { ["top"] = Raster("top", box, 1), ["middle"] = Raster("middle", box, Side),
            ["bench"] = map.Grids };
        var declared = new MapLevels(
            [.. levels.Keys.Select(
            scheme => new MapLevel(
            "", scheme == "top" ? ParentRule.None : ParentRule.Place, new GeoJsonGridOptions { Scheme = GridScheme.Parse(scheme) }))]);
        return LevelReader.Read(declared, level => new GridReadResult([.. levels[level.Scheme.Value]], [])).ToMap();
    }

    private static IEnumerable<Grid> Raster(string scheme, GeoBox box, int side) =>
        from row in Enumerable.Range(0, side)
        from column in Enumerable.Range(0, side)
        select new Grid(GridScheme.Parse(scheme), $"{row}-{column}", "",
            [Box(At(box.West, box.East, column, side), At(box.South, box.North, row, side), At(box.West, box.East, column + 1, side),
            At(box.South, box.North, row + 1, side))]);

    private static double At(double from, double to, int line, int side) => from + (to - from) * line / side;

    private static GeoPolygon Box(double west, double south, double east, double north) =>
        GeoPolygon.FromRings([GeoPoint.FromDegrees(west, south), GeoPoint.FromDegrees(east, south), GeoPoint.FromDegrees(east, north),
            GeoPoint.FromDegrees(west, north)]);
}
