using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Tests.Shared;

namespace CityKit.Components.Tests.Nearest;

/// <summary>Components in a region, beside a look at each of them.</summary>
public class ComponentsWithinTests
{
    public enum Kind { Box, Polygon, PolygonWithHole, Polygons, Circle, Line }

    public enum Town { Even, Clustered, Lattice, OnePoint, AcrossTheDateLine, Polar }

    public static TheoryData<Kind, Town> Cases
    {
        get
        {
            var data = new TheoryData<Kind, Town>();
            foreach (var kind in Enum.GetValues<Kind>())
                foreach (var town in Enum.GetValues<Town>()) data.Add(kind, town);
            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Within_AnyRegion_IsWhatALookAtEachFinds(Kind kind, Town town)
    {
        foreach (var count in new[] { 0, 1, 40, 9_000 })
        {
            var seed = (int)kind * 1_000_000 + (int)town * 100_000 + count;
            var random = new Random(seed);
            var places = Places(town, count, random);
            var index = ComponentIndex.Build(places);
            for (var i = 0; i < 40; i++)
            {
                var region = Region(kind, Near(places, random, town), i, random);
                var classes = i % 3 == 0 ? ClassFilter.OfMajors(1).InStates(ComponentState.Intact) : null;
                var expected = places.Where(place => region.Contains(place.Location) && Fits(classes, place)).Order(ById).ToList();
                Assert.True(expected.SequenceEqual(ListOf(index.Within(region, classes)).Order(ById)),
                    $"{kind}, {town}, {count} points, seed {seed}, question {i}");
                Assert.Equal(expected.Count, index.Within(region, classes).Count());
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Contains_AnyRegion_IsWhatItsDefinitionSays(Kind kind, Town town)
    {
        var random = new Random((int)kind * 10 + (int)town);
        var places = Places(town, 400, random);
        for (var i = 0; i < 40; i++)
        {
            var at = Near(places, random, town);
            var (region, plain) = Both(kind, at, i, random);
            foreach (var place in places) Assert.Equal(plain(place.Location), region.Contains(place.Location));
        }
    }

    [Fact]
    public void Within_ACircle_IsWhatNearestFindsWithoutAK()
    {
        var random = new Random(4);
        var places = Places(Town.Clustered, 20_000, random);
        var index = ComponentIndex.Build(places);
        for (var i = 0; i < 50; i++)
        {
            var (from, metres) = (Near(places, random, Town.Clustered), random.NextDouble() * 3_000);
            var found = new NearbyComponent[places.Length];
            var count = index.Nearest(from, found, withinMetres: metres);
            Assert.Equal(found.Take(count).Select(near => near.Id).Order(), ListOf(index.Within(GeoRegion.Circle(from, metres)))
                .Select(place => place.Id).Order());
        }
    }

    [Fact]
    public void Within_ManyHits_AllocatesNothing()
    {
        var random = new Random(7);
        var index = ComponentIndex.Build(Places(Town.Even, 20_000, random));
        GeoRegion[] regions = [.. Enum.GetValues<Kind>().Select(kind => Region(kind, GeoPoint.FromDegrees(120.35, 36.05), 1, random))];
        var found = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var region in regions)
                foreach (var place in index.Within(region)) found += place.Id == default ? 0 : 1;
        }));
        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Region_WithoutSense_IsTheCallersMistake()
    {
        var place = GeoPoint.FromDegrees(120, 36);
        Assert.Throws<ArgumentException>(() => GeoRegion.Box(new GeoBox(1, 0, 0, 1)));
        Assert.Throws<ArgumentException>(() => GeoRegion.Box(new GeoBox(double.NaN, 0, 0, 1)));
        Assert.Throws<ArgumentException>(() => GeoRegion.Polygons());
        Assert.Throws<ArgumentException>(() => GeoRegion.Along([place], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeoRegion.Circle(place, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GeoRegion.Along([place, place], GeoRegion.MostMetres + 1));
    }

    private static Comparer<ComponentPlace> ById { get; } = Comparer<ComponentPlace>.Create((a, b) => a.Id.CompareTo(b.Id));

    private static bool Fits(ClassFilter? classes, ComponentPlace place) =>
        classes is null || classes.Contains(place.Id) && place.State == ComponentState.Intact;

    private static List<ComponentPlace> ListOf(ComponentsWithin found)
    {
        List<ComponentPlace> list = [];
        foreach (var place in found) list.Add(place);
        return list;
    }

    private static GeoRegion Region(Kind kind, GeoPoint at, int i, Random random) => Both(kind, at, i, random).Region;

    private static (GeoRegion Region, Func<GeoPoint, bool> Plain) Both(Kind kind, GeoPoint at, int i, Random random)
    {
        var size = Math.Pow(10, -random.Next(1, 5)) * (i % 7 + 0.3); // degrees
        switch (kind)
        {
            case Kind.Box:
                var box = new GeoBox(X(at, -size), Y(at, -size), X(at, size), Y(at, size / 3));
                return (GeoRegion.Box(box), box.Contains);
            case Kind.Circle:
                var metres = Math.Min(GeoRegion.MostMetres, size * 50_000);
                return (GeoRegion.Circle(at, metres), point => at.MetresTo(point) <= metres);
            case Kind.Line:
                GeoPoint[] line = [.. Enumerable.Range(0, 2 + i % 9)
                    .Select(_ => GeoPoint.FromDegrees(X(at, Wobble(size, random)), Y(at, Wobble(size, random))))];
                return (GeoRegion.Along(line, size * 5_000), point => MetresToLine(point, line) <= size * 5_000);
            default:
                GeoPolygon[] polygons = [.. Enumerable.Range(0, kind == Kind.Polygons ? 3 : 1)
                    .Select(n => Star(at, size * (1 + n), 3 + i, kind == Kind.PolygonWithHole, random))];
                return (GeoRegion.Polygons(polygons), point => polygons.Any(polygon => polygon.Contains(point)));
        }
    }

    private static GeoPolygon Star(GeoPoint at, double size, int corners, bool hasHole, Random random)
    {
        GeoPoint[] Ring(double scale) =>
        [
            .. Enumerable.Range(0, corners)
                .Select(corner => (Angle: corner * 2 * Math.PI / corners, Far: scale * size * (0.6 + 0.4 * random.NextDouble())))
                .Select(spoke => GeoPoint.FromDegrees(X(at, spoke.Far * Math.Cos(spoke.Angle)), Y(at, spoke.Far * Math.Sin(spoke.Angle)))),
        ];
        return GeoPolygon.FromRings(Ring(1), hasHole ? [Ring(0.4)] : null);
    }

    // The distance in the local frame of the point, written out once more.
    private static double MetresToLine(GeoPoint point, GeoPoint[] line)
    {
        const double Radius = 6_378_137, Squared = 0.0066943799901413165;
        var (radians, least) = (Math.PI / 180, double.PositiveInfinity);
        var narrowing = 1 - Squared * Math.Pow(Math.Sin(point.Latitude * radians), 2);
        var (east, north) = (Radius / Math.Sqrt(narrowing) * Math.Cos(point.Latitude * radians) * radians,
            Radius * (1 - Squared) / (narrowing * Math.Sqrt(narrowing)) * radians);
        for (var i = 1; i < line.Length; i++)
        {
            var (ax, ay) = ((line[i - 1].Longitude - point.Longitude) * east, (line[i - 1].Latitude - point.Latitude) * north);
            var (bx, by) = ((line[i].Longitude - point.Longitude) * east, (line[i].Latitude - point.Latitude) * north);
            var length = (bx - ax) * (bx - ax) + (by - ay) * (by - ay);
            var part = length == 0 ? 0 : Math.Clamp(-(ax * (bx - ax) + ay * (by - ay)) / length, 0, 1);
            least = Math.Min(least, Math.Sqrt(Math.Pow(ax + part * (bx - ax), 2) + Math.Pow(ay + part * (by - ay), 2)));
        }
        return least;
    }

    private static double Wobble(double size, Random random) => (random.NextDouble() * 2 - 1) * size;

    private static double X(GeoPoint at, double east) => Math.Clamp(at.Longitude + east, -180, 180);

    private static double Y(GeoPoint at, double north) => Math.Clamp(at.Latitude + north, -90, 90);

    private static GeoPoint Near(ComponentPlace[] places, Random random, Town town) =>
        places.Length == 0 || random.Next(8) == 0 ? Point(town, random.Next(9_000), random) : places[random.Next(places.Length)].Location;

    private static ComponentPlace[] Places(Town town, int count, Random random) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => new ComponentPlace(Samples.Id(i + 1, i % 2 == 0 ? "01037" : "05012"), Point(town, i, random),
            (ComponentState)(1 + i % 4))),
    ];

    private static GeoPoint Point(Town town, int i, Random random)
    {
        var (x, y) = (random.NextDouble(), random.NextDouble());
        return town switch
        {
            Town.Even => GeoPoint.FromDegrees(120.3 + x * 0.1, 36 + y * 0.1),
            Town.Clustered => GeoPoint.FromDegrees(120.3 + Math.Pow(x, 6), 36 + Math.Pow(y, 6)),
            Town.Lattice => GeoPoint.FromDegrees(120.25 + i % 64 / 1024.0, 36 + i / 64 / 1024.0), // points on borders and cell sides
            Town.OnePoint => GeoPoint.FromDegrees(120.3, 36),
            Town.AcrossTheDateLine => GeoPoint.FromDegrees(i % 2 == 0 ? 180 - x * 0.1 : -180 + x * 0.1, 66 + y * 0.1),
            _ => GeoPoint.FromDegrees(x * 360 - 180, 89 + y),
        };
    }
}
