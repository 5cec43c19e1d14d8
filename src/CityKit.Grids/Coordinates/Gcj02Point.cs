using System.Globalization;
using CityKit.Core;

namespace CityKit.Grids.Coordinates;

/// <summary>
/// A point in GCJ-02 (国测局坐标), the shifted system of phones and map apps in China, in degrees. It is not a place until it is converted.
/// <c>default</c> is 0°, 0°.
/// </summary>
/// <remarks>
/// Use it where coordinates come from or go to such an app. It is an immutable value; converting is explicit. Inside the box 73.66° to
/// 135.05° east, 3.86° to 53.55° north the shift applies (Taiwan, Hong Kong and Macau included, though maps there may be WGS84); outside it
/// the coordinates are WGS84 already and pass unchanged. The box is asked with the given coordinates, so within a shift's width of its
/// border a point may not come back. In Qingdao the shift is about 460 m.
/// </remarks>
/// <example><code>
/// var shown = Gcj02Point.FromDegrees(120.3886, 36.0704); // as a phone's map says it
/// GeoPoint place = shown.ToGeoPoint();                    // WGS84: what everything else in CityKit takes
/// Console.WriteLine($"{place.MetresTo(GeoPoint.FromDegrees(shown.Longitude, shown.Latitude)):F0} m apart");
/// </code></example>
public readonly record struct Gcj02Point
{
    private Gcj02Point(double longitude, double latitude) => (Longitude, Latitude) = (longitude, latitude);

    /// <summary>Degrees east in GCJ-02, −180 to 180.</summary>
    public double Longitude { get; }

    /// <summary>Degrees north in GCJ-02, −90 to 90.</summary>
    public double Latitude { get; }

    /// <summary>A point from degrees as a map app shows them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is outside its range or not a number.</exception>
    public static Gcj02Point FromDegrees(double longitude, double latitude)
    {
        var checkedPoint = GeoPoint.FromDegrees(longitude, latitude);
        return new Gcj02Point(checkedPoint.Longitude, checkedPoint.Latitude);
    }

    /// <summary>A point from degrees, or false when a coordinate is outside its range or not a number.</summary>
    public static bool TryFromDegrees(double longitude, double latitude, out Gcj02Point point)
    {
        var valid = GeoPoint.TryFromDegrees(longitude, latitude, out _);
        point = valid ? new Gcj02Point(longitude, latitude) : default;
        return valid;
    }

    /// <summary>The place as map apps show it.</summary>
    public static Gcj02Point FromGeoPoint(GeoPoint place)
    {
        var (longitude, latitude) = Gcj02Shift.FromWgs84(place.Longitude, place.Latitude);
        return new Gcj02Point(longitude, latitude);
    }

    /// <summary>The place on the ground, by three steps of fixed-point iteration: under 1 mm from the exact inverse.</summary>
    public GeoPoint ToGeoPoint()
    {
        var (longitude, latitude) = Gcj02Shift.ToWgs84(Longitude, Latitude);
        return GeoPoint.FromDegrees(longitude, latitude);
    }

    /// <summary><see cref="FromGeoPoint"/>.</summary>
    public static explicit operator Gcj02Point(GeoPoint place) => FromGeoPoint(place);

    /// <summary><see cref="ToGeoPoint"/>.</summary>
    public static explicit operator GeoPoint(Gcj02Point point) => point.ToGeoPoint();

    /// <summary>"gcj02:longitude,latitude" with the shortest digits that round-trip.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"gcj02:{Longitude:R},{Latitude:R}");
}
