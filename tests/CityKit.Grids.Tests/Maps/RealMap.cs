using System.IO.Compression;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Grids.Tests.Maps;

/// <summary>311 real areas, 4 of them with crossing rings (Data/SOURCES.md).</summary>
internal static class RealMap
{
    internal static GridReadResult Read()
    {
        using var stream = new GZipStream(new MemoryStream(TestData.Bytes("london_lsoa_west.geojson.gz")), CompressionMode.Decompress);
        return GridGeoJsonReader.Read(stream, new GeoJsonGridOptions { Scheme = GridScheme.Parse("lsoa") });
    }

    internal static GeoBox BoundsOf(GridMap map) => map.Grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds)
        .Aggregate((a, b) => a.Union(b));

    internal static GeoPoint Somewhere(Random random, GeoBox box) =>
        GeoPoint.FromDegrees(
            box.West + random.NextDouble() * (box.East - box.West), box.South + random.NextDouble() * (box.North - box.South));
}
