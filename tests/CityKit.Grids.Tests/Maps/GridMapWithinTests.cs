using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Tests.Maps;

/// <summary>Which grids a place may be in whose position is only roughly known.</summary>
public sealed class GridMapWithinTests
{
    private static readonly GridMap Map = new([Square("w", 120.00), Square("e", 120.01), Square("far", 120.05)]);

    [Theory] // longitude of a point 0.005 degrees north of the southern side; metres; the grids, the nearest first
    [InlineData(120.0099, 5, "w")]
    [InlineData(120.0099, 10, "w e")]
    [InlineData(120.0100, 0, "e w")] // on the border: it is the eastern one's, and the other's border is 0 m away
    [InlineData(120.0210, 50, "")]
    [InlineData(120.0210, 100, "e")]
    [InlineData(120.0360, 1500, "far e")]
    [InlineData(120.0050, 0, "w")]
    public void FindWithin_APointAndItsAccuracy_HasTheGridsThatItMayBeIn(double longitude, double metres, string expected)
    {
        var found = Map.FindWithin(GeoPoint.FromDegrees(longitude, 36.005), metres);
        Assert.Equal(expected, string.Join(' ', found.Select(near => near.Grid.Code)));
        Assert.All(found, near => Assert.InRange(near.Metres, 0, metres));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1_000_001)]
    public void FindWithin_NoDistance_Throws(double metres) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Map.FindWithin(GeoPoint.FromDegrees(120, 36), metres));

    private static Grid Square(string code, double west) => new(GridScheme.Basic, code, "",
        [GeoPolygon.FromRings([.. new[] { (0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.01), (0.0, 0.0) }
            .Select(corner => GeoPoint.FromDegrees(west + corner.Item1, 36 + corner.Item2))])]);
}
