namespace CityKit.Import.Maps;

/// <summary>How a file's coordinates become WGS84, by the system that it states.</summary>
internal static class PlaceConversions
{
    private static readonly string[] Codes = ["EPSG:4326", "EPSG:4490", "OGC:CRS84"];
    private static readonly string[] Names = ["WGS_1984", "WGS 84", "WGS84", "CHINA GEODETIC COORDINATE SYSTEM 2000", "CHINA_GEODETIC_COORDINATE_SYSTEM_2000", "CGCS2000", "CGCS_2000"];

    /// <summary>The conversion; null when the system is another one.</summary>
    internal static PlaceConversion? Find(string? system) => system is null || IsGeographic(system) ? Core.GeoPoint.TryFromDegrees : null;

    private static bool IsGeographic(string system) => Codes.Contains(system, StringComparer.OrdinalIgnoreCase)
        || (system.StartsWith("GEOG", StringComparison.OrdinalIgnoreCase) && Names.Any(name => system.Contains(name, StringComparison.OrdinalIgnoreCase)));
}
