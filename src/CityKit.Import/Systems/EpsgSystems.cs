using System.Globalization;

namespace CityKit.Import.Systems;

/// <summary>
/// The systems that a number stands for (EPSG 代码), as WKT: made by the rules that the register follows, not from a copy of it.
/// </summary>
internal static class EpsgSystems
{
    private static readonly string Cgcs2000 = Degrees("China Geodetic Coordinate System 2000", "China_2000", "6378137,298.257222101");
    private static readonly string Xian1980 = Degrees("Xian 1980", "Xian_1980", "6378140,298.257");
    private static readonly string Beijing1954 = Degrees("Beijing 1954", "Beijing_1954", "6378245,298.3");
    private static readonly string Wgs84 = Degrees("WGS 84", "WGS_1984", "6378137,298.257223563");
    private static readonly string Etrs89 = Degrees("ETRS89", "European_Terrestrial_Reference_System_1989", "6378137,298.257222101");
    private static readonly string Nad83 = Degrees("NAD83", "North_American_Datum_1983", "6378137,298.257222101");
    private const int FirstMeridian = 75;

    // Each run of codes counts its zones from the first; a prefix of 0 says that the easting begins with none.
    private static readonly (int First, int Count, string Datum, string Name, int Degrees, int FirstPrefix)[] GaussKruger =
    [
        (4491, 11, Cgcs2000, "CGCS2000", 6, 13), (4502, 11, Cgcs2000, "CGCS2000", 6, 0), (4513, 21, Cgcs2000, "CGCS2000", 3, 25),
            (4534, 21, Cgcs2000, "CGCS2000", 3, 0),
        (2327, 11, Xian1980, "Xian 1980", 6, 13), (2338, 11, Xian1980, "Xian 1980", 6, 0), (2349, 21, Xian1980, "Xian 1980", 3, 25),
            (2370, 21, Xian1980, "Xian 1980", 3, 0),
        (21413, 11, Beijing1954, "Beijing 1954", 6, 13), (21453, 11, Beijing1954, "Beijing 1954", 6, 0),
            (2401, 21, Beijing1954, "Beijing 1954", 3, 25), (2422, 21, Beijing1954, "Beijing 1954", 3, 0),
    ];

    /// <summary>What is read, for anyone who names another.</summary>
    internal const string Known =
        "4326, 4490, 4491-4554, 3857, 32601-32660, 32701-32760, 4258, 4269, 4610, 2327-2390, 4214, 2401-2442, 21413-21423, 21453-21463";

    /// <summary>The system as WKT; null when the code is not one of these.</summary>
    internal static string? WktOf(int code) => code switch
    {
        4326 => Wgs84,
        4490 => Cgcs2000,
        4258 => Etrs89,
        4269 => Nad83,
        4610 => Xian1980,
        4214 => Beijing1954,
        3857 => WebMercator,
        >= 32601 and <= 32660 => Utm(code - 32600, "N", 0),
        >= 32701 and <= 32760 => Utm(code - 32700, "S", 10_000_000),
        _ => GaussKrugerOf(code),
    };

    /// <summary>The code of the CGCS2000 zone whose eastings begin with this number; null when there is none.</summary>
    internal static int? CgcsZoneOf(int prefix) =>
        GaussZone.MeridianOf(prefix) is null ? null : prefix < 24 ? 4491 + prefix - 13 : 4513 + prefix - 25;

    /// <summary>The code of the CGCS2000 zone of 3° around a meridian, without a number before its eastings.</summary>
    internal static int CgcsMeridian(int meridian) => 4534 + (meridian - FirstMeridian) / 3;

    private static string WebMercator =>
        $"""
        PROJCS["WGS 84 / Pseudo-Mercator",{Wgs84},PROJECTION["Popular Visualisation Pseudo-Mercator"],PARAMETER["latitude_of_origin",0],
        PARAMETER["central_meridian",0],PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]
        """;

    private static string Degrees(string name, string datum, string ellipsoid) =>
        $"""GEOGCS["{name}",DATUM["{datum}",SPHEROID["{datum}",{ellipsoid}]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""";

    private static string Utm(int zone, string half, int falseNorthing) =>
        TransverseMercator($"WGS 84 / UTM zone {zone}{half}", Wgs84, zone * 6 - 183, "0.9996", 500_000, falseNorthing);

    private static string? GaussKrugerOf(int code)
    {
        var run = Array.Find(GaussKruger, known => code >= known.First && code < known.First + known.Count);
        if (run.Count == 0) return null;
        var meridian = FirstMeridian + (code - run.First) * run.Degrees;
        var prefix = run.FirstPrefix == 0 ? 0 : run.FirstPrefix + code - run.First;
        return TransverseMercator($"{run.Name} / {run.Degrees}-degree Gauss-Kruger {(prefix == 0 ? $"CM {meridian}E" : $"zone {prefix}")}",
            run.Datum, meridian, "1", prefix * 1_000_000 + 500_000, 0);
    }

    private static string TransverseMercator(string name, string datum, int meridian, string scale, int falseEasting, int falseNorthing) =>
        string.Create(CultureInfo.InvariantCulture, $"""
            PROJCS["{name}",{datum},PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],
            PARAMETER["scale_factor",{scale}],PARAMETER["false_easting",{falseEasting}],PARAMETER["false_northing",{falseNorthing}],UNIT["metre",1]]
            """);
}
