namespace CityKit.Core.Tests;

public class GeoPointTests
{
    [Theory]
    [InlineData(-180, -90), InlineData(180, 90), InlineData(120.3826, 36.0671), InlineData(0, 0)]
    public void FromDegrees_WithinRange_KeepsTheDegrees(double longitude, double latitude)
    {
        var point = GeoPoint.FromDegrees(longitude, latitude);
        Assert.Equal((longitude, latitude), (point.Longitude, point.Latitude));
        Assert.True(GeoPoint.TryFromDegrees(longitude, latitude, out var same));
        Assert.Equal(point, same);
    }

    [Theory]
    [InlineData(180.0001, 0), InlineData(-181, 0), InlineData(0, 90.0001), InlineData(0, -91), InlineData(double.NaN, 0), InlineData(0, double.NaN), InlineData(double.PositiveInfinity, 0)]
    public void FromDegrees_OutsideRange_IsRefused(double longitude, double latitude)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeoPoint.FromDegrees(longitude, latitude));
        Assert.False(GeoPoint.TryFromDegrees(longitude, latitude, out var point));
        Assert.Equal(default, point);
    }

    /// <summary>One degree of a meridian on a sphere of 6,371,008.8 m (mean radius, IUGG): 111,194.93 m.</summary>
    [Fact]
    public void MetresTo_OneDegreeNorth_Is111195() =>
        Assert.Equal(111_194.93, GeoPoint.FromDegrees(120, 35.5).MetresTo(GeoPoint.FromDegrees(120, 36.5)), 2);

    [Fact]
    public void MetresTo_AcrossTheDateLine_TakesTheShortWay() =>
        Assert.Equal(22_238.99, GeoPoint.FromDegrees(179.9, 0).MetresTo(GeoPoint.FromDegrees(-179.9, 0)), 2);

    [Fact]
    public void MetresTo_Within100Kilometres_StaysWithinATenthOfAPercentOfTheGreatCircle()
    {
        const int Seed = 36;
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var from = GeoPoint.FromDegrees(random.NextDouble() * 360 - 180, random.NextDouble() * 119 - 59.5);
            var to = Move(from, random.NextDouble() * 100_000, random.NextDouble() * 2 * Math.PI);
            if (Math.Abs(to.Latitude) > 60) continue;
            var great = GreatCircle(from, to);
            Assert.True(Math.Abs(from.MetresTo(to) - great) <= great / 1000 + 1e-6, $"seed {Seed}, pair {i}: {from} to {to}");
            Assert.Equal(from.MetresTo(to), to.MetresTo(from), 6);
        }
    }

    [Fact]
    public void ToString_Always_IsLongitudeFirstInInvariantForm() => Assert.Equal("120.3826,-0.5", GeoPoint.FromDegrees(120.3826, -0.5).ToString());

    private static GeoPoint Move(GeoPoint from, double metres, double bearing)
    {
        var north = metres * Math.Cos(bearing) / 111_194.93;
        var east = metres * Math.Sin(bearing) / (111_194.93 * Math.Cos(from.Latitude * Math.PI / 180));
        return GeoPoint.FromDegrees(Math.IEEERemainder(from.Longitude + east, 360), from.Latitude + north);
    }

    /// <summary>The haversine formula.</summary>
    private static double GreatCircle(GeoPoint a, GeoPoint b)
    {
        var (one, other) = (a.Latitude * Math.PI / 180, b.Latitude * Math.PI / 180);
        var south = Math.Pow(Math.Sin((other - one) / 2), 2);
        var east = Math.Pow(Math.Sin((b.Longitude - a.Longitude) * Math.PI / 360), 2);
        return 2 * 6_371_008.8 * Math.Asin(Math.Sqrt(south + Math.Cos(one) * Math.Cos(other) * east));
    }
}
