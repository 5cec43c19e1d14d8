using System.Globalization;
using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Tests.Systems;

/// <summary>Systems by name, number and WKT against points computed otherwise.</summary>
public class CoordinateSystemTests
{
    private const double Millimetre = 1e-8; // in degrees of latitude

    private const string EsriZone40 = """
        PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
        """;

    private const string NewYorkFeet = """
        PROJCS["NAD_1983_StatePlane_New_York_Long_Island_FIPS_3104_Feet",GEOGCS["GCS_North_American_1983",DATUM["D_North_American_1983",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",984250.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",-74.0],PARAMETER["Standard_Parallel_1",40.66666666666666],PARAMETER["Standard_Parallel_2",41.03333333333333],PARAMETER["Latitude_Of_Origin",40.16666666666666],UNIT["Foot_US",0.3048006096012192]]
        """;

    /// <summary>Every zone of China: code, central meridian, what eastings begin with.</summary>
    public static TheoryData<int, int, int> Zones()
    {
        var zones = new TheoryData<int, int, int>();
        for (var i = 0; i < 11; i++) zones.Add(4491 + i, 75 + 6 * i, 13 + i);
        for (var i = 0; i < 11; i++) zones.Add(4502 + i, 75 + 6 * i, 0);
        for (var i = 0; i < 21; i++) zones.Add(4513 + i, 75 + 3 * i, 25 + i);
        for (var i = 0; i < 21; i++) zones.Add(4534 + i, 75 + 3 * i, 0);
        return zones;
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void TryToWgs84_EachZoneOfCgcs2000_ComesBackFromKruegersSeries(int code, int meridian, int prefix)
    {
        var system = Read($"EPSG:{code}");
        for (var (latitude, offset) = (18.0, -3.0); latitude <= 54; (latitude, offset) = (latitude + 6, offset + 1))
        {
            var (east, north) = GaussKruger.Cgcs2000.Of(meridian + offset, latitude, meridian);
            AssertAt(meridian + offset, latitude, system, prefix * 1e6 + 500_000 + east, north,
                new CoordinateReading(AxisOrder.EastNorth, prefix));
        }
    }

    [Theory]
    [InlineData("EPSG:32632", 7.5, 51.2, 395_201.3103811303, 5_673_135.241182375)] // the example in the documentation of Python's utm
    [InlineData("EPSG:3857", 120.37424807201587, 35.99548403488941, 13_400_000, 4_300_000)] // by the sphere's own formula
    public void TryToWgs84_APublishedPoint_IsFound(string name, double longitude, double latitude, double east, double north)
    {
        Assert.True(Read(name).TryToWgs84(east, north, default, out var place));
        Assert.Equal((longitude, latitude), (place.Longitude, place.Latitude), Near(1e-8));
    }

    [Theory]
    [InlineData("EPSG:32650", 117, 0.9996, 0)]
    [InlineData("EPSG:32750", 117, 0.9996, 10_000_000)]
    public void TryToWgs84_Utm_ComesBackFromKruegersSeries(string name, int meridian, double scale, double falseNorthing)
    {
        var latitude = falseNorthing == 0 ? 31.2 : -31.2;
        var (east, north) = GaussKruger.Wgs84.Of(118.8, latitude, meridian, scale);
        AssertAt(118.8, latitude, Read(name), 500_000 + east, falseNorthing + north, default);
    }

    [Fact]
    public void TryToWgs84_WebMercatorOf664Cities_IsWithinTheVectorsDigits()
    {
        var system = Read("EPSG:3857");
        var rows = TestData.Text("china_cities.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).ToList();
        Assert.Equal(664, rows.Count);
        foreach (var row in rows)
        {
            var v = row[2..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            Assert.True(system.TryToWgs84(v[2], v[3], default, out var place));
            Assert.Equal((v[0], v[1]), (place.Longitude, place.Latitude), Near(1e-7));
        }
    }

    [Theory]
    [InlineData(EsriZone40, 40)]
    [InlineData("EPSG:4528", 40)]
    [InlineData("urn:ogc:def:crs:EPSG::4528", 40)]
    [InlineData("epsg:4549", 0)]
    public void TryToWgs84_EitherOrderAndWithOrWithoutPrefix_IsTheSamePlace(string name, int prefix)
    {
        var (system, (east, north)) = (Read(name), GaussKruger.Cgcs2000.Of(120.38, 36.06, 120));
        Assert.Equal(prefix, system.Zone?.Prefix);
        AssertAt(120.38, 36.06, system, 40_500_000 + east, north, new CoordinateReading(AxisOrder.EastNorth, 40));
        AssertAt(120.38, 36.06, system, north, 500_000 + east, new CoordinateReading(AxisOrder.NorthEast));
    }

    [Theory]
    [InlineData("WGS84")]
    [InlineData("EPSG:4326")]
    [InlineData("EPSG:4490")]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84")]
    public void TryToWgs84_DegreesOfWgs84_AreKeptToTheLastDigit(string name) =>
        Assert.True(Read(name).TryToWgs84(120.383, 36.067, default, out var place) && place == GeoPoint.FromDegrees(120.383, 36.067));

    [Fact]
    public void TryToWgs84_LambertInFeet_IsInNewYork()
    {
        // the false origin, by definition at 74° west, 40°10' north
        Assert.True(Read(NewYorkFeet).TryToWgs84(984_250, 0, default, out var origin));
        Assert.Equal((-74, 40.166666666666), (origin.Longitude, origin.Latitude), Near(1e-9));
    }

    // EPSG Guidance Note 7-2, method 9606: WGS 72 at 55° north, 4° east.
    [Fact]
    public void With_SevenParameters_ShiftsAsTheGuidanceNoteDoes()
    {
        const string Wgs72 = """GEOGCS["WGS 72",DATUM["WGS_1972",SPHEROID["WGS 72",6378135,298.26]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""";
        var system = Read(Wgs72).With(new DatumShift(0, 0, 4.5, 0, 0, 0.554, 0.219));
        Assert.True(system.TryToWgs84(4, 55, default, out var place));
        Assert.Equal((4 + 0.554 / 3600, 55 + 0.090 / 3600), (place.Longitude, place.Latitude), Near(0.0005 / 3600));
    }

    [Fact]
    public void With_FourParameters_LeadsFromTheCitysPlaneToTheOther()
    {
        var (east, north) = GaussKruger.Cgcs2000.Of(120.38, 36.06, 120);
        var (north2, east2) = (north, east + 500_000);
        const double Seconds = 30;
        var (r, k) = (Seconds / 3600 * Math.PI / 180, 1 + 5e-6);
        // The inverse of the stated formula: what the city's own plane has.
        var (dn, de) = ((north2 - 3_900_000) / k, (east2 - 400_000) / k);
        var (own, ownEast) = (dn * Math.Cos(r) + de * Math.Sin(r), de * Math.Cos(r) - dn * Math.Sin(r));
        var system = Read("EPSG:2385").With(new PlaneShift(Read("EPSG:4549"), 3_900_000, 400_000, Seconds, 5));
        Assert.Null(system.Refusal);
        AssertAt(120.38, 36.06, system, ownEast, own, default);
    }

    [Theory]
    [InlineData("EPSG:4610")]
    [InlineData("EPSG:2364")]
    [InlineData("EPSG:4214")]
    [InlineData("EPSG:21422")]
    [InlineData("EPSG:2416")]
    public void Refusal_XianAndBeijingWithoutParameters_SaysWhy(string name)
    {
        var system = Read(name);
        Assert.Equal("system", system.Refusal?.Code);
        Assert.Contains("tens to hundreds of metres", system.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains("七参数", system.Refusal.Message.Zh, StringComparison.Ordinal);
        Assert.Null(system.With(new DatumShift(-15, 120, 50, 0, 0, 0, 0)).Refusal);
        Assert.NotNull(system.Refusal); // the other is another
    }

    [Theory]
    [InlineData("EPSG:2263", "EPSG:2263 is not one of the known codes")]
    [InlineData("Mars2000", "'Mars2000' is no coordinate system")]
    [InlineData("PROJCS[\"x\"]", "it is no WKT of version 1")]
    [InlineData("PROJCRS[\"x\",BASEGEOGCRS[\"y\"]]", "it is no WKT of version 1")]
    [InlineData("", "'' is no coordinate system")]
    [InlineData("PROJCS[\"p\",GEOGCS[\"g\",DATUM[\"d\",SPHEROID[\"s\",6378137,298.257]],PRIMEM[\"Greenwich\",0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Peirce\"],PARAMETER[\"central_meridian\",0],UNIT[\"m\",1]]", "projection Peirce is not known")]
    [InlineData("GEOGCS[\"g\",DATUM[\"d\",SPHEROID[\"s\",6378137,298.257]],PRIMEM[\"Paris\",2.33722917],UNIT[\"Degree\",0.0174532925199433]]", "prime meridian is Paris")]
    [InlineData("GEOGCS[\"g\",DATUM[\"d\",SPHEROID[\"s\",6378137,298.257]],PRIMEM[\"Greenwich\",0],UNIT[\"Grad\",0.01570796326794897]]",
        "angles are in Grad")]
    public void Read_NoSystem_IsRefusedWithTheReason(string text, string reason)
    {
        Assert.Null(CoordinateSystem.Read(text, out var refusal));
        Assert.Equal("system", refusal?.Code);
        Assert.Contains(reason, refusal!.Message.En, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Message.Zh);
    }

    [Fact]
    public void Read_WktCutAnywhereOrMangled_ReadsOrRefuses()
    {
        var random = new Random(14);
        for (var cut = 0; cut < EsriZone40.Length; cut++) AssertReadOrRefused(EsriZone40[..cut]);
        for (var run = 0; run < 2_000; run++)
        {
            var mangled = EsriZone40.ToCharArray();
            for (var i = 0; i < 3; i++) mangled[random.Next(mangled.Length)] = "[],\"0.9eE-x()"[random.Next(13)];
            AssertReadOrRefused(new string(mangled));
        }
    }

    private static void AssertReadOrRefused(string text)
    {
        var system = CoordinateSystem.Read(text, out var refusal);
        Assert.NotEqual(system is null, refusal is null);
    }

    private static void AssertAt(
        double longitude, double latitude, CoordinateSystem system, double first, double second, CoordinateReading reading)
    {
        Assert.True(system.TryToWgs84(first, second, reading, out var place));
        Assert.Equal((longitude, latitude), (place.Longitude, place.Latitude), Near(Millimetre));
    }

    private static Func<(double X, double Y), (double X, double Y), bool> Near(double degrees) => (a, b) => Math.Abs(a.X - b.X) <= degrees
        && Math.Abs(a.Y - b.Y) <= degrees;

    private static CoordinateSystem Read(string text) => CoordinateSystem.Read(text, out var refusal)
        ?? throw new InvalidOperationException(refusal!.Message.En);
}
