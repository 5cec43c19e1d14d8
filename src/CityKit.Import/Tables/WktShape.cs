using CityKit.Core;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CityKit.Import.Tables;

/// <summary>Points and polygons as WKT, with or without the <c>SRID=4326;</c> of PostGIS before it.</summary>
internal static class WktShape
{
    private const int Shown = 60;
    private static readonly string[] Kinds = ["POINT", "POLYGON", "MULTIPOLYGON"];

    /// <summary>The shape; null when the text is empty, or <paramref name="problem"/> says why it cannot be read.</summary>
    internal static Geometry? Read(string text, out LocalizedText? problem)
    {
        problem = null;
        var wkt = text.AsSpan().Trim();
        if (wkt.IsEmpty) return null;
        if (wkt.StartsWith("SRID=", StringComparison.OrdinalIgnoreCase) && !TryPassSystem(ref wkt, out problem)) return null;
        if (IsKnown(wkt) && TryRead(wkt.ToString(), out var shape)) return shape;
        var start = text.Length > Shown ? text[..Shown] + "…" : text;
        problem = new($"“{start}”不是 {string.Join("、", Kinds)} 的 WKT。", $"'{start}' is no WKT of {string.Join(", ", Kinds)}.");
        return null;
    }

    // The library's reader goes down one call for each collection in a collection; so only what has none is given to it.
    private static bool IsKnown(ReadOnlySpan<char> wkt)
    {
        foreach (var kind in Kinds)
            if (wkt.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool TryPassSystem(ref ReadOnlySpan<char> wkt, out LocalizedText? problem)
    {
        var end = wkt.IndexOf(';');
        var system = end < 0 ? wkt : wkt["SRID=".Length..end];
        var isGeographic = end >= 0 && (system is "4326" or "4490");
        problem = isGeographic ? null : new($"坐标系 SRID {system} 不能逐行换算，请用 4326（WGS84）或 4490（CGCS2000）。",
            $"SRID {system} of a single row is not converted; give 4326 (WGS84) or 4490 (CGCS2000).");
        if (isGeographic) wkt = wkt[(end + 1)..].TrimStart();
        return isGeographic;
    }

    private static bool TryRead(string wkt, out Geometry? shape)
    {
        try
        {
            shape = new WKTReader { IsOldNtsCoordinateSyntaxAllowed = false }.Read(wkt);
            return true;
        }
        catch (Exception wrong) when (wrong is ParseException or ArgumentException or FormatException or InvalidOperationException)
        {
            shape = null;
            return false;
        }
    }
}
