using System.Globalization;
using CityKit.Core.Geometry;

namespace CityKit.Core;

/// <summary>A place on the ground (地理点) in WGS84, which for city work equals CGCS2000. Longitude first, as in GeoJSON; degrees.</summary>
/// <remarks>
/// Every place in CityKit is one. It is an immutable value; <c>default</c> is 0°, 0°. Coordinates of Chinese map apps (GCJ-02, BD-09) are
/// other types, in CityKit.Grids, and convert explicitly. It has no height, and does no geometry but a distance; polygons are <see
/// cref="GeoPolygon"/>.
/// </remarks>
/// <example><code>
/// var hall = GeoPoint.FromDegrees(120.3826, 36.0671); // longitude first
/// Console.WriteLine($"{hall.MetresTo(GeoPoint.FromDegrees(120.3886, 36.0704)):F0} m");
/// if (!GeoPoint.TryFromDegrees(36.0671, 120.3826, out _)) Console.Error.WriteLine("a latitude is -90 to 90 degrees");
/// </code></example>
public readonly record struct GeoPoint
{
    private GeoPoint(double longitude, double latitude) => (Longitude, Latitude) = (longitude, latitude);

    /// <summary>Degrees east, −180 to 180.</summary>
    public double Longitude { get; }

    /// <summary>Degrees north, −90 to 90.</summary>
    public double Latitude { get; }

    /// <summary>A point from degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is outside its range or not a number.</exception>
    public static GeoPoint FromDegrees(double longitude, double latitude)
    {
        if (!(longitude is >= -180 and <= 180))
            throw new ArgumentOutOfRangeException(nameof(longitude), longitude,
                "Longitude must be -180 to 180 degrees. 经度须在 -180 至 180 度之间。");
        if (!(latitude is >= -90 and <= 90))
            throw new ArgumentOutOfRangeException(nameof(latitude), latitude, "Latitude must be -90 to 90 degrees. 纬度须在 -90 至 90 度之间。");
        return new GeoPoint(longitude, latitude);
    }

    /// <summary>A point from degrees, or false when a coordinate is outside its range or not a number.</summary>
    public static bool TryFromDegrees(double longitude, double latitude, out GeoPoint point)
    {
        var inside = longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90;
        point = inside ? new GeoPoint(longitude, latitude) : default;
        return inside;
    }

    /// <summary>
    /// Metres to another point, on the WGS84 ellipsoid in a local frame around the middle latitude: under 0.01 % off the geodesic within
    /// 100 km, up to 60° north or south.
    /// </summary>
    public double MetresTo(GeoPoint other)
    {
        var middle = (Latitude + other.Latitude) / 2;
        var east = other.Longitude - Longitude;
        if (Math.Abs(east) > 180) east = Math.IEEERemainder(east, 360); // the short way round
        var (x, y) = (east * Wgs84.EastMetres(middle), (other.Latitude - Latitude) * Wgs84.NorthMetres(middle));
        return Math.Sqrt(x * x + y * y);
    }

    /// <summary>"longitude,latitude" with the shortest digits that round-trip.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Longitude:R},{Latitude:R}");
}
