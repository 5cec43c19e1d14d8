namespace CityKit.Core.Geometry;

/// <summary>
/// The WGS84 ellipsoid's two radii of curvature, as metres of a degree (J. P. Snyder, "Map Projections: A Working Manual", USGS PP 1395,
/// equations 4-18 to 4-21).
/// </summary>
internal static class Wgs84
{
    private const double SemiMajor = 6_378_137;
    private const double Flattening = 1 / 298.257223563;
    private const double Eccentricity = Flattening * (2 - Flattening); // squared

    /// <summary>Metres of a degree along the meridian at a latitude.</summary>
    internal static double NorthMetres(double latitude)
    {
        var narrowing = Narrowing(latitude);
        return SemiMajor * (1 - Eccentricity) / (narrowing * Math.Sqrt(narrowing)) * (Math.PI / 180);
    }

    /// <summary>Metres of a degree along the parallel of a latitude.</summary>
    internal static double EastMetres(double latitude) =>
        SemiMajor / Math.Sqrt(Narrowing(latitude)) * Math.Cos(latitude * (Math.PI / 180)) * (Math.PI / 180);

    private static double Narrowing(double latitude)
    {
        var sine = Math.Sin(latitude * (Math.PI / 180));
        return 1 - Eccentricity * sine * sine;
    }
}
