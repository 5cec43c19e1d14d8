using System.Globalization;
using CityKit.Core;

namespace CityKit.Maps;

/// <summary>Reads <c>west,south,east,north</c>.</summary>
internal static class BoxArgument
{
    private static readonly GeoBox World = new(-180, -90, 180, 90);

    /// <summary>The box; the whole world when nothing was given.</summary>
    internal static bool TryRead(string? text, out GeoBox box)
    {
        box = World;
        if (text is null) return true;
        var sides = text.Split(',').Select(Number).ToList();
        if (sides is not [var west, var south, var east, var north] || !(west <= east && south <= north)
            || !GeoPoint.TryFromDegrees(west, south, out _) || !GeoPoint.TryFromDegrees(east, north, out _)) return false;
        box = new GeoBox(west, south, east, north);
        return true;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
