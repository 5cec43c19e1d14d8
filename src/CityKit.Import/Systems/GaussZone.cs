using ProjNet.CoordinateSystems;

namespace CityKit.Import.Systems;

/// <summary>
/// A zone of a transverse Mercator grid (高斯-克吕格投影带) with a false easting of 500 km, and the number before it where there is one.
/// </summary>
/// <param name="CentralMeridian">The central meridian, in degrees east.</param>
/// <param name="Prefix">The zone's number (带号), which the easting begins with in millions of metres; 0 when it begins with none.</param>
/// <param name="IsUtm">Whether it is narrowed by 0.9996 as UTM is, where no number is used.</param>
internal readonly record struct GaussZone(double CentralMeridian, int Prefix, bool IsUtm)
{
    private const double FalseEasting = 500_000;
    private const double HalfWidth = 400_000; // of a zone of 6 degrees at the equator, and some more
    private const double MostNorthing = 10_000_000;
    private const double PrefixUnit = 1_000_000;

    /// <summary>The numbers that this meridian's zone may have before its eastings: as it says itself, none, of 3° and of 6°.</summary>
    internal IEnumerable<int> Prefixes => IsUtm ? [Prefix] : new[] { Prefix, 0, NumberOfThree, NumberOfSix }.Distinct();

    private int NumberOfThree =>
        Math.IEEERemainder(CentralMeridian, 3) == 0 && CentralMeridian is >= 75 and <= 135 ? (int)CentralMeridian / 3 : 0;

    private int NumberOfSix =>
        Math.IEEERemainder(CentralMeridian - 3, 6) == 0 && CentralMeridian is >= 75 and <= 135 ? ((int)CentralMeridian + 3) / 6 : 0;

    /// <summary>The zone of a system; null when it is not one of these.</summary>
    internal static GaussZone? Of(ProjectedCoordinateSystem system)
    {
        if (!system.Projection.ClassName.Equals("Transverse_Mercator", StringComparison.OrdinalIgnoreCase)) return null;
        var (easting, meridian) = (Parameter(system, "false_easting"), Parameter(system, "central_meridian"));
        var (prefix, isMetric) = (Math.Floor(easting / PrefixUnit), system.LinearUnit.MetersPerUnit == 1);
        if (!isMetric || prefix is < 0 or > 60 || easting - prefix * PrefixUnit != FalseEasting) return null;
        return new GaussZone(meridian, (int)prefix, Parameter(system, "scale_factor") < 1);
    }

    /// <summary>The central meridian of a zone's number: 13 to 23 count by 6°, 25 to 45 by 3°, as zones of China do; null for
    /// others.</summary>
    internal static int? MeridianOf(int prefix) =>
        prefix switch { >= 13 and <= 23 => prefix * 6 - 3, >= 25 and <= 45 => prefix * 3, _ => null };

    /// <summary>The number that an easting begins with; 0 for none.</summary>
    internal static int PrefixOf(double easting) => easting is >= PrefixUnit and < PrefixUnit * 100 ? (int)(easting / PrefixUnit) : 0;

    /// <summary>
    /// An easting as this zone's system writes it, from one with another number before it; false when it is so far away that the projection
    /// means nothing there.
    /// </summary>
    internal bool TryEasting(ref double easting, double northing, int prefix)
    {
        var isNear = Math.Abs(easting - prefix * PrefixUnit - FalseEasting) < PrefixUnit && Math.Abs(northing) <= MostNorthing;
        easting += (Prefix - prefix) * PrefixUnit;
        return isNear;
    }

    /// <summary>Whether a place can be in the zone when its easting begins with that number.</summary>
    internal static bool Holds(double east, double north, int prefix) =>
        Math.Abs(east - prefix * PrefixUnit - FalseEasting) <= HalfWidth && north is >= 0 and <= MostNorthing;

    private static double Parameter(ProjectedCoordinateSystem system, string name) => system.Projection.GetParameter(name)?.Value ?? 0;
}
