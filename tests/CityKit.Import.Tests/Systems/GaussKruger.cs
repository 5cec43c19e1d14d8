namespace CityKit.Import.Tests.Systems;

/// <summary>
/// The transverse Mercator projection by Krüger's series to the fourth order in n (Karney 2011, equations 7 to 12 and 35): another road
/// than
/// the library's, right to a micrometre within a zone.
/// </summary>
internal sealed class GaussKruger(double a, double inverseFlattening)
{
    internal static readonly GaussKruger Cgcs2000 = new(6_378_137, 298.257222101);
    internal static readonly GaussKruger Wgs84 = new(6_378_137, 298.257223563);
    private readonly double n = 1 / (2 * inverseFlattening - 1);

    /// <summary>East and north of the meridian's foot, in metres.</summary>
    internal (double East, double North) Of(double longitude, double latitude, double centralMeridian, double scale = 1)
    {
        var (phi, lambda) = (latitude * Math.PI / 180, (longitude - centralMeridian) * Math.PI / 180);
        var e = 2 * Math.Sqrt(n) / (1 + n);
        var t = Math.Sinh(Math.Atanh(Math.Sin(phi)) - e * Math.Atanh(e * Math.Sin(phi)));
        var (xi, eta) = (Math.Atan2(t, Math.Cos(lambda)), Math.Atanh(Math.Sin(lambda) / Math.Sqrt(1 + t * t)));
        double[] alpha =
        [
            n / 2 - 2 * n * n / 3 + 5 * Math.Pow(n, 3) / 16 + 41 * Math.Pow(n, 4) / 180,
            13 * n * n / 48 - 3 * Math.Pow(n, 3) / 5 + 557 * Math.Pow(n, 4) / 1440,
            61 * Math.Pow(n, 3) / 240 - 103 * Math.Pow(n, 4) / 140,
            49561 * Math.Pow(n, 4) / 161280,
        ];
        var (north, east) = (xi, eta);
        for (var j = 1; j <= alpha.Length; j++)
        {
            north += alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
            east += alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
        }
        var radius = a / (1 + n) * (1 + n * n / 4 + Math.Pow(n, 4) / 64) * scale;
        return (radius * east, radius * north);
    }
}
