using System.Diagnostics;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Sqlite;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>"questions [components]": components in polygons of 1 km² beside NetTopologySuite's STRtree with prepared polygons; the nearest
/// 10,000 beside a scan and sort of what lies as near, and the tree; then counts and pages of a registry on disk. Medians, ours and the
/// rival in turn.</summary>
internal static class QuestionRun
{
    private const int Rounds = 301;
    private const int WarmUps = 60;
    private const int Many = 10_000;
    private const double SideDegrees = 0.0052; // a star of 48 corners so wide has about 1 km² at this latitude

    internal static async Task RunAsync(int components)
    {
        OfTheIndex(components);
        using var folder = new TemporaryDirectory();
        var (csv, file) = (folder.At("survey.csv"), folder.At("registry.db"));
        SurveyRun.Write(csv, components);
        await SurveyRun.ImportAsync(csv, file, components);
        File.Delete(csv);
        await OfTheRegistryAsync(file);
    }

    private static void OfTheIndex(int components)
    {
        var places = Town.Places(components);
        var (index, tree, factory) = (ComponentIndex.Build(places), Tree(places), new GeometryFactory());
        var random = new Random(3);
        GeoPolygon[] polygons = [.. Enumerable.Range(0, Rounds + WarmUps)
            .Select(_ => Star(places[random.Next(places.Length)].Location, random))];
        Geometry[] shapes = [.. polygons.Select(polygon =>
            factory.CreatePolygon([.. polygon.Outer.Append(polygon.Outer[0]).Select(Coordinate)]))];
        var hits = 0L;
        Compare($"components in a polygon of {polygons.Average(polygon => polygon.SquareMetres) / 1e6:F2} km²", "STRtree", Rounds, i =>
        {
            var ours = Microseconds(() => CountWithin(index, polygons[i]), out var here);
            var theirs = Microseconds(() => CountWithin(tree, factory, shapes[i]), out var there);
            if (here != there) throw new InvalidOperationException($"Polygon {i}: {here} here, {there} there.");
            hits += here;
            return (ours, theirs);
        });
        Console.WriteLine($"  {hits / (Rounds + WarmUps)} components in each on average");
        NearestMany(index, places, random);
        NearestManyOfTheTree(places, random, index);
    }

    private static int CountWithin(ComponentIndex index, GeoPolygon polygon)
    {
        var count = 0;
        foreach (var place in index.Within(GeoRegion.Polygons(polygon))) count += place.Id == default ? 0 : 1;
        return count;
    }

    private static int CountWithin(STRtree<ComponentPlace> tree, GeometryFactory factory, Geometry shape)
    {
        var (prepared, count) = (PreparedGeometryFactory.Prepare(shape), 0);
        foreach (var place in tree.Query(shape.EnvelopeInternal))
            count += prepared.Contains(factory.CreatePoint(Coordinate(place.Location))) ? 1 : 0;
        return count;
    }

    // Both sides are given what lies as near as the last of the wanted: one finds it and the order, the other only sorts it.
    private static void NearestMany(ComponentIndex index, ComponentPlace[] places, Random random)
    {
        var found = new NearbyComponent[Many];
        Compare($"nearest {Many:N0}", "scan and sort of the span", Rounds, i =>
        {
            var from = places[random.Next(places.Length)].Location;
            var ours = Microseconds(() => index.Nearest(from, found), out var count);
            var span = GeoRegion.Circle(from, found[count - 1].Metres);
            var scan = Microseconds(() => ScanAndSort(index, from, span), out var there);
            return there < count ? throw new InvalidOperationException($"Question {i}: {count} here, {there} there.") : (ours, scan);
        });
    }

    private static int ScanAndSort(ComponentIndex index, GeoPoint from, GeoRegion span)
    {
        List<NearbyComponent> found = [];
        foreach (var place in index.Within(span)) found.Add(new NearbyComponent(place.Id, place.Location, from.MetresTo(place.Location)));
        found.Sort();
        return found.Count;
    }

    private static void NearestManyOfTheTree(ComponentPlace[] places, Random random, ComponentIndex index)
    {
        var (tree, distance, found) = (Town.Tree(places), new PointDistance(), new NearbyComponent[Many]);
        Compare($"nearest {Many:N0}", "STRtree", 31, i =>
        {
            var from = places[random.Next(places.Length)].Location;
            var projected = Town.Project(from);
            var ours = Microseconds(() => index.Nearest(from, found), out _);
            return (ours, Microseconds(() => tree.NearestNeighbour(projected.Envelope, projected, distance, Many).Length, out _));
        });
    }

    private static async Task OfTheRegistryAsync(string file)
    {
        await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore(file));
        var everything = new ComponentQuery();
        var owner = new ComponentQuery { Owner = "自来水公司" };
        var region = new ComponentQuery { Region = GeoRegion.Circle(GeoPoint.FromDegrees(120.4, 36.1), 600) };
        for (var round = 0; round < 3; round++)
        {
            await TellAsync("counts by grid and class of all", async () =>
                (await registry.CountAsync(everything, ComponentGrouping.Grid, ComponentGrouping.Class)).Length);
            await TellAsync("  SQLite's own GROUP BY over the same table", () => Task.FromResult(GroupsBySql(file)));
            await TellAsync("counts by street and owner of all", async () =>
                (await registry.CountAsync(everything, ComponentGrouping.Street, ComponentGrouping.Owner)).Length);
            await TellAsync("counts by grid and class of an owner", async () =>
                (await registry.CountAsync(owner, ComponentGrouping.Grid, ComponentGrouping.Class)).Length);
            await TellAsync("the first 100 in a circle of 600 m", async () => (await registry.FindAsync(region)).Items.Length);
            await TellAsync("the same as of a day before", async () =>
                (await registry.FindAsync(region with { On = new(2026, 6, 30) })).Items.Length);
            await TellAsync("the first 100 of an owner", async () => (await registry.FindAsync(owner)).Items.Length);
            await TellAsync("of nobody", async () => (await registry.FindAsync(owner with { Owner = "nobody" })).Items.Length);
        }
    }

    private static int GroupsBySql(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT grid, id / 1000000 % 100000, count(*) FROM components WHERE state <> 5 GROUP BY 1, 2";
        using var rows = command.ExecuteReader();
        var count = 0;
        while (rows.Read()) count += rows.GetInt64(2) > 0 ? 1 : 0;
        return count;
    }

    private static async Task TellAsync(string what, Func<Task<int>> ask)
    {
        var (start, before) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime);
        var count = await ask();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds;
        Console.WriteLine($"{what}: {count:N0} in {elapsed:N1} ms, {processor:N0} ms of processor time");
    }

    // Ours and the rival in turn, after some rounds that nobody counts.
    private static void Compare(string what, string rival, int rounds, Func<int, (double Ours, double Theirs)> round)
    {
        for (var i = 0; i < WarmUps; i++) round(rounds + i);
        var times = Enumerable.Range(0, rounds).Select(round).ToList();
        var ratio = Median(times.Select(time => time.Ours / time.Theirs));
        var (our, their) = (Median(times.Select(time => time.Ours)), Median(times.Select(time => time.Theirs)));
        Console.WriteLine($"{what}: {our:N1} µs, {rival} {their:N1} µs, ours takes {ratio:F2} of it");
    }

    private static double Microseconds(Func<int> work, out int result)
    {
        var start = Stopwatch.GetTimestamp();
        result = work();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToList();
        return ordered[ordered.Count / 2];
    }

    private static STRtree<ComponentPlace> Tree(ComponentPlace[] places)
    {
        var tree = new STRtree<ComponentPlace>(10);
        foreach (var place in places) tree.Insert(new Envelope(Coordinate(place.Location)), place);
        tree.Build();
        return tree;
    }

    private static GeoPolygon Star(GeoPoint at, Random random) => GeoPolygon.FromRings([.. Enumerable.Range(0, 48).Select(corner =>
    {
        var (angle, far) = (corner * Math.Tau / 48, SideDegrees * (0.85 + 0.3 * random.NextDouble()));
        return GeoPoint.FromDegrees(at.Longitude + far * Math.Cos(angle) * 1.2, at.Latitude + far * Math.Sin(angle));
    })]);

    private static Coordinate Coordinate(GeoPoint point) => new(point.Longitude, point.Latitude);
}
