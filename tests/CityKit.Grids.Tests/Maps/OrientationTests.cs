using System.Numerics;
using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Grids.Tests.Maps;

public class OrientationTests
{
    // Nearly collinear points one unit in the last place apart, held to exact integers.
    [Fact]
    public void Sign_NearlyCollinear_IsExact()
    {
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var a = GeoPoint.FromDegrees(120 + random.NextDouble(), 36 + random.NextDouble());
            var b = GeoPoint.FromDegrees(120 + random.NextDouble(), 36 + random.NextDouble());
            var part = random.NextDouble();
            var c = GeoPoint.FromDegrees(a.Longitude + (b.Longitude - a.Longitude) * part, a.Latitude + (b.Latitude - a.Latitude) * part);
            Assert.Equal(Exact(a, b, c), Orientation.Sign(a, b, c));
            Assert.Equal(-Exact(a, b, c), Orientation.Sign(b, a, c));
        }
    }

    private static int Exact(GeoPoint a, GeoPoint b, GeoPoint c) =>
        ((Scaled(a.Longitude) - Scaled(c.Longitude)) * (Scaled(b.Latitude) - Scaled(c.Latitude))
        - (Scaled(a.Latitude) - Scaled(c.Latitude)) * (Scaled(b.Longitude) - Scaled(c.Longitude))).Sign;

    // Doubles from 32 to 180 are whole multiples of 2^-47.
    private static BigInteger Scaled(double value) => new(value * Math.Pow(2, 47));
}
