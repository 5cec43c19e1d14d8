using System.Globalization;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using NetTopologySuite.Index.Strtree;

namespace CityKit.Benchmarks;

/// <summary>A town of components: tiles of real street lights (Data/SOURCES.md), side by side until there are as many as wanted. Or
/// tiles of other points:
/// <c>CITYKIT_BENCH_POINTS</c> names a CSV file of <c>lat,lon</c> lines.</summary>
internal static class Town
{
    internal const int Size = 3_500_000;

    private const double MetresPerDegree = 111_194.92664455873;
    private const double Latitude = 36.07;
    private const double Longitude = 120.33;
    private static readonly double Cosine = Math.Cos(Latitude * Math.PI / 180);

    internal static ComponentPlace[] Places(int count)
    {
        var tile = Environment.GetEnvironmentVariable("CITYKIT_BENCH_POINTS") is { Length: > 0 } path ? Read(path)
            : Read(Path.Combine(AppContext.BaseDirectory, "Data", "dc-downtown-streetlights.csv"));
        var (west, south) = (tile.Min(p => p.Longitude), tile.Min(p => p.Latitude));
        var (width, height) = (tile.Max(p => p.Longitude) - west, tile.Max(p => p.Latitude) - south);
        var across = (int)Math.Ceiling(Math.Sqrt((double)count / tile.Length));
        var lamp = ClassKey.Component(CatalogueStandard.GbT47678, "01037");
        var places = new ComponentPlace[count];
        for (var i = 0; i < count; i++)
        {
            var (number, at) = (i / tile.Length, tile[i % tile.Length]);
            var id = ComponentId.Of(AreaCode.Parse($"3702{i / 999_999 + 10}"), lamp, i % 999_999 + 1);
            places[i] = new ComponentPlace(
                id, GeoPoint.FromDegrees(
                Longitude + number % across * width + at.Longitude - west, Latitude + number / across * height + at.Latitude - south));
        }
        return places;
    }

    internal static GeoPoint[] Questions(ComponentPlace[] places, int count)
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var near = places[random.Next(places.Length)].Location;
            return GeoPoint.FromDegrees(
                near.Longitude + (random.NextDouble() - 0.5) * 0.002, near.Latitude + (random.NextDouble() - 0.5) * 0.002);
        })];
    }

    internal static STRtree<TownPoint> Tree(ComponentPlace[] places)
    {
        var tree = new STRtree<TownPoint>(10);
        foreach (var place in places)
        {
            var point = Project(place.Location) with { Id = place.Id.ToInt64() };
            tree.Insert(point.Envelope, point);
        }
        tree.Build();
        return tree;
    }

    internal static TownPoint Project(GeoPoint point) =>
        new((point.Longitude - Longitude) * Cosine * MetresPerDegree, (point.Latitude - Latitude) * MetresPerDegree, 0);

    private static GeoPoint[] Read(string path) =>
    [
        .. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(cells =>
            GeoPoint.FromDegrees(
                double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[0], CultureInfo.InvariantCulture))),
    ];
}
