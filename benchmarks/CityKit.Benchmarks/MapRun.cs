using System.Globalization;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Maps.Drawing;
using CityKit.Maps.Pages;
using CityKit.Maps.Pictures;
using CityKit.Maps.Shapes;
using CityKit.Maps.Tiles;
using NetTopologySuite.Coverage;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using NetTopologySuite.IO.VectorTiles.Tilers;

namespace CityKit.Benchmarks;

/// <summary>
/// What maps cost: borders simplified beside NetTopologySuite's CoverageSimplifier, tiles beside its tile tree, tiles of 3.5 million
/// components, pages and pictures. CPU time of the process, each in turn, medians.
/// </summary>
internal static class MapRun
{
    private const int Rounds = 5;
    private const double Metres = 20;
    private const int Zoom = 13;

    internal static void Run(int components)
    {
        var map = Districts.Map();
        Say($"{map.Grids.Length} grids, {map.Grids.Sum(grid => grid.Polygons.Sum(p => p.Outer.Length + p.Holes.Sum(h => h.Length))):N0} corners; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Simplify(map);
        TileGrids(map);
        Draw(map);
        TileComponents(components);
    }

    private static void Simplify(GridMap map)
    {
        Geometry[] shapes = [.. map.Grids.Select(ToGeometry)];
        var corners = 0;
        var own = Median(() => corners = new BorderNet(map.Grids.Select(grid => grid.Polygons)).Simplify(Metres)
            .Sum(shape => shape.Sum(p => p.Outer.Length)));
        Say($"simplify by {Metres} m: {own:F0} ms, {corners:N0} corners left");
        var rival = Median(() => corners = CoverageSimplifier.Simplify(shapes, Metres / 111_195).Sum(shape => shape.NumPoints));
        Say($"  CoverageSimplifier: {rival:F0} ms, {corners:N0} corners left; ratio {own / rival:F2}");
        var net = new BorderNet(map.Grids.Select(grid => grid.Polygons));
        Say($"  another tolerance of the same net: {Median(() => net.Simplify(2 * Metres)):F0} ms");
    }

    private static void TileGrids(GridMap map)
    {
        List<TileAddress> tiles = [.. Covering(map)];
        var bytes = 0L;
        var own = Median(() =>
        {
            var made = new GridTiles(map);
            bytes = tiles.Sum(tile => made.Tile(tile).Length);
        });
        Say($"{tiles.Count} tiles of zoom {Zoom}: {own:F0} ms, {bytes / 1e6:F2} MB");
        var features = map.Grids.Select(grid => new Feature(ToGeometry(grid),
            new AttributesTable { { "code", grid.Code }, { "name", grid.Name } })).ToList();
        var rival = Median(() => bytes = Tiled(features));
        Say($"  NetTopologySuite's tile tree: {rival:F0} ms, {bytes / 1e6:F2} MB; ratio {own / rival:F2}");
    }

    private static long Tiled(List<Feature> features)
    {
        var tree = new VectorTileTree { { features, feature => [(feature, Zoom, "grids")] } };
        return tree.Sum(id =>
        {
            using var stream = new MemoryStream();
            tree[id].Write(stream, 1, 1, 4_096, "fid");
            return stream.Length;
        });
    }

    private static void Draw(GridMap map)
    {
        var text = new LocalizedText("测试", "Test");
        var picture = new MapPicture(text, text, new NodaTime.LocalDate(2026, 11, 28), text,
            map.Grids.Select((grid, i) => new MapArea(grid.Code, new LocalizedText(grid.Code, ""), grid.Polygons, i % 997)));
        var page = HtmlMap.Write(picture);
        Say($"page: {Median(() => HtmlMap.Write(picture)):F0} ms, {page.Utf8.Length / 1e6:F1} MB, borders by {page.ToleranceMetres} m");
        Say($"picture: {Median(() => SvgMap.Draw(picture)):F0} ms, {SvgMap.Draw(picture).Length / 1e6:F1} MB");
    }

    private static void TileComponents(int count)
    {
        var places = Town.Places(count);
        ComponentTiles? tiles = null;
        var build = Median(() => tiles = ComponentTiles.Of(places), 3);
        Say($"{count:N0} components: built in {build:F0} ms");
        var tree = Town.Tree(places);
        foreach (var zoom in (int[])[0, 8, 12, 15, 17, 19])
        {
            List<TileAddress> asked = [.. Town.Questions(places, zoom < 12 ? 20 : 200).Select(place => TileAddress.At(place, zoom))];
            var bytes = 0L;
            var own = Median(() => bytes = asked.Sum(tile => (long)tiles!.Tile(tile).Length)) / asked.Count;
            var rival = Median(() => asked.ForEach(tile => tree.Query(EnvelopeOf(tile.Bounds)))) / asked.Count;
            Say($"  zoom {zoom}: {own:F3} ms a tile, {bytes / asked.Count / 1e3:F1} kB; STRtree, its query alone: {rival:F3} ms");
        }
    }

    private static Envelope EnvelopeOf(GeoBox box)
    {
        var (from, to) = (Town.Project(GeoPoint.FromDegrees(box.West, box.South)), Town.Project(GeoPoint.FromDegrees(box.East, box.North)));
        return new Envelope(from.X, to.X, from.Y, to.Y);
    }

    private static IEnumerable<TileAddress> Covering(GridMap map)
    {
        var box = map.Grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        var (first, last) = (TileAddress.At(GeoPoint.FromDegrees(box.West, box.North), Zoom),
            TileAddress.At(GeoPoint.FromDegrees(box.East, box.South), Zoom));
        for (var x = first.X; x <= last.X; x++)
            for (var y = first.Y; y <= last.Y; y++)
                if (TileAddress.TryOf(Zoom, x, y, out var tile)) yield return tile;
    }

    private static Geometry ToGeometry(Grid grid)
    {
        Polygon[] polygons = [.. grid.Polygons.Select(polygon =>
            new Polygon(Ring(polygon.Outer), [.. polygon.Holes.Select(hole => Ring(hole))]))];
        return polygons.Length == 1 ? polygons[0] : new MultiPolygon(polygons);
    }

    private static LinearRing Ring(IReadOnlyList<GeoPoint> ring) =>
        new([.. ring.Append(ring[0]).Select(point => new Coordinate(point.Longitude, point.Latitude))]);

    /// <summary>Milliseconds of CPU, after one time that is not counted.</summary>
    private static double Median(Action work, int rounds = Rounds)
    {
        work();
        return Figures.Median([.. Enumerable.Range(0, rounds).Select(_ => Figures.CpuSeconds(work) * 1_000)]);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
