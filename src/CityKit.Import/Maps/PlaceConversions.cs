using CityKit.Core;
using CityKit.Import.Systems;

namespace CityKit.Import.Maps;

/// <summary>How a file's coordinates become WGS84, by the system that it states.</summary>
internal static class PlaceConversions
{
    private static readonly string[] Codes = ["EPSG:4326", "EPSG:4490", "OGC:CRS84"];

    private static readonly string[] Names =
    [
        "WGS_1984", "WGS 84", "WGS84", "CHINA GEODETIC COORDINATE SYSTEM 2000", "CHINA_GEODETIC_COORDINATE_SYSTEM_2000", "CGCS2000",
            "CGCS_2000",
    ];

    /// <summary>Takes degrees of WGS84 and CGCS2000 as they are, converts other systems, and refuses those that cannot be.</summary>
    internal static PlaceConversion? Find(string? system, out Refusal? refusal)
    {
        refusal = null;
        if (system is null || IsGeographic(system)) return GeoPoint.TryFromDegrees;
        if (CoordinateSystem.Read(system, out _) is { Refusal: null } known)
            return (double x, double y, out GeoPoint place) => known.TryToWgs84(x, y, default, out place);
        refusal = Refusal.Of("crs",
            $"The file's coordinate system is not converted here: {system}. Give the file in WGS84 or CGCS2000 degrees.",
            $"无法换算文件的坐标系：{system}。请提供 WGS84 或 CGCS2000 经纬度的文件。");
        return null;
    }

    private static bool IsGeographic(string system) => Codes.Contains(system, StringComparer.OrdinalIgnoreCase)
        || (system.StartsWith("GEOG", StringComparison.OrdinalIgnoreCase) && Names.Any(name => system.Contains(name, StringComparison.OrdinalIgnoreCase)));
}
