using System.Globalization;
using CityKit.Core;
using CityKit.Maps;
using CityKit.Maps.Tiles;

namespace CityKit.Benchmarks;

/// <summary>The largest tile of each zoom, of all that have something, and what it costs to have them for a ground map in GCJ-02.</summary>
internal static class LargestTiles
{
    internal static void Run(int components)
    {
        Say($"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        var places = Town.Places(components);
        var tiles = ComponentTiles.Of(places);
        foreach (var zoom in Enumerable.Range(8, 10))
            Report($"{components:N0} components", zoom, [.. places.Select(place => place.Location)], tile => tiles.Tile(tile));
        var map = Districts.Map();
        var grids = new GridTiles(map);
        List<GeoPoint> corners = [.. map.Grids.SelectMany(grid => grid.Polygons).SelectMany(polygon => polygon.Outer)];
        foreach (var zoom in Enumerable.Range(8, 8)) Report($"{map.Grids.Length:N0} grids", zoom, corners, grids.Tile);
        var maps = new CityMaps([map], components: tiles);
        Say($"in GCJ-02, the first time: {Figures.CpuSeconds(() => maps.In(TileDatum.Gcj02)) * 1_000:F0} ms");
    }

    private static void Report(string what, int zoom, List<GeoPoint> places, Func<TileAddress, byte[]> tileOf)
    {
        var asked = places.Select(place => TileAddress.At(place, zoom)).Distinct().ToList();
        var (largest, seconds) = (0, 0.0);
        seconds = Figures.CpuSeconds(() => largest = asked.Max(tile => tileOf(tile).Length));
        Say($"{what}, zoom {zoom}: {asked.Count:N0} tiles, the largest {largest / 1e3:F0} kB, {seconds * 1_000 / asked.Count:F2} ms each");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
