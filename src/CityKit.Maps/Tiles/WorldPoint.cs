using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>A place on the square map of the world (Web Mercator), 2^31 units wide, counted from the north-west: a unit is 19 mm on the
/// equator.</summary>
internal readonly record struct WorldPoint(uint X, uint Y)
{
    internal const int Bits = 31;
    private const double Side = 1L << Bits;
    private const double MostLatitude = 85.0511287798066;

    /// <summary>X and Y bit by bit, so that all places of one tile follow one another.</summary>
    internal ulong Key => Spread(X) | Spread(Y) << 1;

    internal static WorldPoint Of(GeoPoint place)
    {
        var sine = Math.Sin(Math.Clamp(place.Latitude, -MostLatitude, MostLatitude) * (Math.PI / 180));
        var x = (place.Longitude + 180) / 360;
        var y = 0.5 - Math.Log((1 + sine) / (1 - sine)) / (4 * Math.PI);
        return new WorldPoint(Bounded(x), Bounded(y));
    }

    internal static WorldPoint OfKey(ulong key) => new(Gather(key), Gather(key >> 1));

    internal static (double Longitude, double Latitude) Degrees(double x, double y) =>
        (x / Side * 360 - 180, Math.Atan(Math.Sinh(Math.PI * (1 - 2 * y / Side))) * (180 / Math.PI));

    internal GeoPoint Place()
    {
        var (longitude, latitude) = Degrees(X + 0.5, Y + 0.5);
        return GeoPoint.FromDegrees(longitude, latitude);
    }

    private static uint Bounded(double part) => (uint)Math.Clamp(part * Side, 0, Side - 1);

    private static ulong Spread(ulong bits)
    {
        bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
        bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
        bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits << 2) & 0x3333333333333333;
        return (bits | bits << 1) & 0x5555555555555555;
    }

    private static uint Gather(ulong bits)
    {
        bits &= 0x5555555555555555;
        bits = (bits | bits >> 1) & 0x3333333333333333;
        bits = (bits | bits >> 2) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | bits >> 4) & 0x00FF00FF00FF00FF;
        bits = (bits | bits >> 8) & 0x0000FFFF0000FFFF;
        return (uint)(bits | bits >> 16);
    }
}
