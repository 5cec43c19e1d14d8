using System.Globalization;
using CityKit.Core;

namespace CityKit.Grids.Coordinates;

/// <summary>
/// A point in BD-09 (百度坐标), Baidu's second shift on top of GCJ-02. Degrees. It is not a place until it is converted. <c>default</c> is
/// 0°, 0°.
/// </summary>
/// <remarks>
/// The second shift applies everywhere, outside China too. Baidu's metric system (BD09MC) is another one and not read here.
/// </remarks>
public readonly record struct Bd09Point
{
    private const double Scale = Math.PI * 3000 / 180;
    private const double EastOffset = 0.0065;
    private const double NorthOffset = 0.006;

    // The closed inverse is up to 0.216 m off; each step divides the error by more than 100.
    private const int InverseSteps = 4;

    private Bd09Point(double longitude, double latitude) => (Longitude, Latitude) = (longitude, latitude);

    /// <summary>Degrees east in BD-09, −180 to 180.</summary>
    public double Longitude { get; }

    /// <summary>Degrees north in BD-09, −90 to 90.</summary>
    public double Latitude { get; }

    /// <summary>A point from degrees as Baidu's map shows them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is outside its range or not a number.</exception>
    public static Bd09Point FromDegrees(double longitude, double latitude)
    {
        var checkedPoint = GeoPoint.FromDegrees(longitude, latitude);
        return new Bd09Point(checkedPoint.Longitude, checkedPoint.Latitude);
    }

    /// <summary>The same point in Baidu's system.</summary>
    public static Bd09Point FromGcj02(Gcj02Point point)
    {
        var (longitude, latitude) = Shift(point.Longitude, point.Latitude);
        return new Bd09Point(longitude, latitude);
    }

    /// <summary>The place as Baidu's map shows it.</summary>
    public static Bd09Point FromGeoPoint(GeoPoint place) => FromGcj02(Gcj02Point.FromGeoPoint(place));

    /// <summary>The same point in GCJ-02, iterated to under 1 mm.</summary>
    public Gcj02Point ToGcj02()
    {
        var (x, y) = (Longitude - EastOffset, Latitude - NorthOffset);
        for (var step = 0; step < InverseSteps; step++)
        {
            var (east, north) = Shift(x, y);
            (x, y) = (x + Longitude - east, y + Latitude - north);
        }
        return Gcj02Point.FromDegrees(Math.Clamp(x, -180, 180), Math.Clamp(y, -90, 90));
    }

    /// <summary>The place on the ground, under 1 mm from the exact inverse.</summary>
    public GeoPoint ToGeoPoint() => ToGcj02().ToGeoPoint();

    /// <summary><see cref="FromGeoPoint"/>.</summary>
    public static explicit operator Bd09Point(GeoPoint place) => FromGeoPoint(place);

    /// <summary><see cref="ToGeoPoint"/>.</summary>
    public static explicit operator GeoPoint(Bd09Point point) => point.ToGeoPoint();

    /// <summary>"bd09:longitude,latitude" with the shortest digits that round-trip.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"bd09:{Longitude:R},{Latitude:R}");

    private static (double Longitude, double Latitude) Shift(double longitude, double latitude)
    {
        var radius = Math.Sqrt(longitude * longitude + latitude * latitude) + 0.00002 * Math.Sin(latitude * Scale);
        var angle = Math.Atan2(latitude, longitude) + 0.000003 * Math.Cos(longitude * Scale);
        return (radius * Math.Cos(angle) + EastOffset, radius * Math.Sin(angle) + NorthOffset);
    }
}
