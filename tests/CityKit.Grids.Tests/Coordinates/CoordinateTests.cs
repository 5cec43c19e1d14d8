using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Grids.Coordinates;

namespace CityKit.Grids.Tests.Coordinates;

public class CoordinateTests
{
    private const double Degrees = 1e-9;
    private const double Millimetre = 0.001;

    public static TheoryData<string, double[], double[], double[]> Published()
    {
        TheoryData<string, double[], double[], double[]> rows = [];
        using var document = JsonDocument.Parse(TestData.Bytes("coordinates.json"));
        foreach (var row in document.RootElement.EnumerateArray())
            rows.Add(row.GetProperty("name").GetString()!, Pair(row, "wgs84"), Pair(row, "gcj02"), Pair(row, "bd09"));
        return rows;
    }

    public static TheoryData<double, double, double, double> Eviltransform()
    {
        TheoryData<double, double, double, double> rows = [];
        foreach (var line in TestData.Text("gcj02_eviltransform.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            var v = line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            rows.Add(v[1], v[0], v[3], v[2]);
        }
        return rows;
    }

    [Theory, MemberData(nameof(Published))]
    public void Conversions_PublishedPoint_AgreeTo1e9Degrees(string name, double[] wgs, double[] gcj, double[] bd)
    {
        var place = GeoPoint.FromDegrees(wgs[0], wgs[1]);
        var shifted = (Gcj02Point)place;
        Near(name, gcj, shifted.Longitude, shifted.Latitude);
        var baidu = Bd09Point.FromGcj02(Gcj02Point.FromDegrees(gcj[0], gcj[1]));
        Near(name, bd, baidu.Longitude, baidu.Latitude);
        Assert.InRange(((GeoPoint)Gcj02Point.FromDegrees(gcj[0], gcj[1])).MetresTo(place), 0, Millimetre);
        Assert.InRange(((GeoPoint)Bd09Point.FromDegrees(bd[0], bd[1])).MetresTo(place), 0, Millimetre);
    }

    [Theory, MemberData(nameof(Eviltransform))]
    public void FromGeoPoint_EviltransformVector_AgreesTo1e9Degrees(
        double longitude, double latitude, double gcjLongitude, double gcjLatitude)
    {
        var shifted = Gcj02Point.FromGeoPoint(GeoPoint.FromDegrees(longitude, latitude));
        Near("eviltransform", [gcjLongitude, gcjLatitude], shifted.Longitude, shifted.Latitude);
    }

    // 4 decimals, as gcoord's own tests: no more than half a unit of the fourth.
    [Fact]
    public void Conversions_CitiesOfGcoord_AgreeToTheir4Decimals()
    {
        var rows = TestData.Text("gcoord_china_cities.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).ToList();
        Assert.Equal(664, rows.Count);
        foreach (var row in rows)
        {
            var v = row[1..].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var (place, gcj, bd) =
                (GeoPoint.FromDegrees(v[0], v[1]), Gcj02Point.FromDegrees(v[2], v[3]), Bd09Point.FromDegrees(v[4], v[5]));
            AreNear(row[0], v[2..4], Gcj02Point.FromGeoPoint(place).Longitude, Gcj02Point.FromGeoPoint(place).Latitude);
            AreNear(row[0], v[4..6], Bd09Point.FromGeoPoint(place).Longitude, Bd09Point.FromGeoPoint(place).Latitude);
            AreNear(row[0], v[4..6], Bd09Point.FromGcj02(gcj).Longitude, Bd09Point.FromGcj02(gcj).Latitude);
            AreNear(row[0], v[2..4], bd.ToGcj02().Longitude, bd.ToGcj02().Latitude);
            AreNear(row[0], v[..2], gcj.ToGeoPoint().Longitude, gcj.ToGeoPoint().Latitude);
            AreNear(row[0], v[..2], bd.ToGeoPoint().Longitude, bd.ToGeoPoint().Latitude);
        }
    }

    // coordtransform's README: the same numbers read as GCJ-02 give this BD-09 point.
    [Fact]
    public void FromGcj02_CoordtransformReadme_AgreesTo1e9Degrees()
    {
        var baidu = Bd09Point.FromGcj02(Gcj02Point.FromDegrees(116.404, 39.915));
        Near("README", [116.41036949371029, 39.92133699351022], baidu.Longitude, baidu.Latitude);
    }

    // The README's BD-09 to GCJ-02 is the closed inverse, up to 0.216 m off; ours must be the true one.
    [Fact]
    public void ToGcj02_CoordtransformReadme_IsWithinTheClosedInversesError()
    {
        var gcj = Bd09Point.FromDegrees(116.404, 39.915).ToGcj02();
        var closed = GeoPoint.FromDegrees(116.39762729119315, 39.90865673957631);
        Assert.InRange(GeoPoint.FromDegrees(gcj.Longitude, gcj.Latitude).MetresTo(closed), 0, 0.216);
        var back = Bd09Point.FromGcj02(gcj);
        Near("back", [116.404, 39.915], back.Longitude, back.Latitude);
    }

    [Theory]
    [InlineData(139.6917, 35.6895)] // Tokyo
    [InlineData(-104.9903, 39.7392)]
    public void ToGeoPoint_OutsideChina_IsUnchanged(double longitude, double latitude)
    {
        Assert.Equal(GeoPoint.FromDegrees(longitude, latitude), Gcj02Point.FromDegrees(longitude, latitude).ToGeoPoint());
        Assert.Equal(longitude, Gcj02Point.FromGeoPoint(GeoPoint.FromDegrees(longitude, latitude)).Longitude);
    }

    [Fact]
    public void Inverse_HalfDegreeRasterOfChina_IsUnderOneMillimetre()
    {
        var (worstGcj, worstBd) = (0.0, 0.0);
        for (var longitude = 74.0; longitude <= 134.5; longitude += 0.5)
            for (var latitude = 4.5; latitude <= 53; latitude += 0.5)
            {
                var place = GeoPoint.FromDegrees(longitude, latitude);
                worstGcj = Math.Max(worstGcj, Gcj02Point.FromGeoPoint(place).ToGeoPoint().MetresTo(place));
                worstBd = Math.Max(worstBd, Bd09Point.FromGeoPoint(place).ToGeoPoint().MetresTo(place));
            }
        Assert.InRange(worstGcj, 0, Millimetre);
        Assert.InRange(worstBd, 0, Millimetre);
    }

    [Fact]
    public void FromDegrees_NotANumber_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Gcj02Point.FromDegrees(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bd09Point.FromDegrees(0, 91));
        Assert.False(Gcj02Point.TryFromDegrees(181, 0, out _));
    }

    [Theory]
    [InlineData(-180, -90)]
    [InlineData(180, 90)]
    [InlineData(0, 0)]
    public void ToGeoPoint_AtTheLimits_StaysInRange(double longitude, double latitude) =>
        Assert.InRange(Bd09Point.FromDegrees(longitude, latitude).ToGeoPoint().Longitude, -180, 180);

    private static void AreNear(string name, double[] expected, double longitude, double latitude)
    {
        const double FourDecimals = 5e-5;
        Assert.True(Math.Abs(expected[0] - longitude) < FourDecimals && Math.Abs(expected[1] - latitude) < FourDecimals,
            $"{name}: {longitude:R}, {latitude:R}; expected {expected[0]:R}, {expected[1]:R}");
    }

    private static double[] Pair(JsonElement row, string name) =>
        [row.GetProperty(name)[0].GetDouble(), row.GetProperty(name)[1].GetDouble()];

    private static void Near(string name, double[] expected, double longitude, double latitude)
    {
        Assert.True(Math.Abs(expected[0] - longitude) <= Degrees, $"{name}: longitude {longitude:R}, expected {expected[0]:R}");
        Assert.True(Math.Abs(expected[1] - latitude) <= Degrees, $"{name}: latitude {latitude:R}, expected {expected[1]:R}");
    }
}
