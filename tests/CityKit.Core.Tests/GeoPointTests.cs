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
    [InlineData(180.0001, 0), InlineData(-181, 0), InlineData(0, 90.0001), InlineData(0, -91), InlineData(double.NaN, 0),
        InlineData(0, double.NaN), InlineData(double.PositiveInfinity, 0)]
    public void FromDegrees_OutsideRange_IsRefused(double longitude, double latitude)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GeoPoint.FromDegrees(longitude, latitude));
        Assert.False(GeoPoint.TryFromDegrees(longitude, latitude, out var point));
        Assert.Equal(default, point);
    }

    [Fact]
    public void MetresTo_AcrossTheDateLine_TakesTheShortWay() =>
        Assert.Equal(22_263.90, GeoPoint.FromDegrees(179.9, 0).MetresTo(GeoPoint.FromDegrees(-179.9, 0)), 2);

    [Fact]
    public void ToString_Always_IsLongitudeFirstInInvariantForm() =>
        Assert.Equal("120.3826,-0.5", GeoPoint.FromDegrees(120.3826, -0.5).ToString());
}
