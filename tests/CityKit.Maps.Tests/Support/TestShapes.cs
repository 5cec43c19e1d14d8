using System.Collections.Immutable;
using System.IO.Compression;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Maps.Pictures;
using NodaTime;

namespace CityKit.Maps.Tests.Support;

internal static class TestShapes
{
    internal static LocalDate Day { get; } = new(2026, 11, 28);

    /// <summary>311 real areas of west London (tests/CityKit.Grids.Tests/Data/SOURCES.md).</summary>
    internal static ImmutableArray<Grid> London { get; } = ReadLondon();

    internal static GeoPolygon Box(double west, double south, double east, double north) =>
        Ring((west, south), (east, south), (east, north), (west, north));

    internal static GeoPolygon Ring(params (double X, double Y)[] points) =>
        GeoPolygon.FromRings([.. points.Select(point => GeoPoint.FromDegrees(point.X, point.Y))]);

    internal static MapArea Area(string code, double? count, int at = 0, string zh = "网格", string en = "Grid") =>
        new(code, new LocalizedText(zh, en), [Box(120 + at * 0.01, 36, 120.01 + at * 0.01, 36.01)], count);

    internal static MapPicture Picture(params IEnumerable<MapArea> areas) => new(
        new LocalizedText("青岛市部件", "Components of Qingdao"), new LocalizedText("部件数", "Components"), Day,
        new LocalizedText("测试数据", "Test data © nobody"), areas);

    /// <summary>Some grids in rows, each side with points that its neighbour has too.</summary>
    internal static IEnumerable<MapArea> Rows(int count, int pointsOfSide)
    {
        var wide = (int)Math.Ceiling(Math.Sqrt(count));
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (i % wide, i / wide);
            List<(double, double)> ring = [];
            for (var k = 0; k < pointsOfSide; k++) ring.Add(Point(x + (double)k / pointsOfSide, y));
            for (var k = 0; k < pointsOfSide; k++) ring.Add(Point(x + 1, y + (double)k / pointsOfSide));
            for (var k = 0; k < pointsOfSide; k++) ring.Add(Point(x + 1 - (double)k / pointsOfSide, y + 1));
            for (var k = 0; k < pointsOfSide; k++) ring.Add(Point(x, y + 1 - (double)k / pointsOfSide));
            yield return new MapArea($"{i:D6}", new LocalizedText($"网格{i}", $"Grid {i}"), [Ring([.. ring])], i % 97);
        }
    }

    // Bent a little, by a rule that is the same from both sides.
    private static (double, double) Point(double x, double y) =>
        (Math.Round(120 + x * 0.004 + 0.0004 * Math.Sin(40 * y), 7), Math.Round(36 + y * 0.004 + 0.0004 * Math.Sin(40 * x), 7));

    private static ImmutableArray<Grid> ReadLondon()
    {
        using var packed = typeof(TestShapes).Assembly.GetManifestResourceStream("london_lsoa_west.geojson.gz")!;
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        return GridGeoJsonReader.Read(stream, new GeoJsonGridOptions { Scheme = GridScheme.Parse("lsoa"), CodeProperty = "code" }).Grids;
    }
}
