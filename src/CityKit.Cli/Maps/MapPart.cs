using System.Globalization;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Cli.Maps;

/// <summary>A part of a city: a box, or the grid of a code with what it contains.</summary>
internal sealed class MapPart
{
    private readonly GeoBox? box;
    private readonly string code;

    private MapPart(GeoBox? box, string code) => (this.box, this.code) = (box, code);

    /// <exception cref="ToolException">It looks like a box and is not one.</exception>
    internal static MapPart Read(string text)
    {
        var sides = text.Split(',');
        if (sides.Length == 1) return new MapPart(null, text);
        var numbers = sides.Select(Number).ToList();
        return numbers is [var west, var south, var east, var north] && GeoPoint.TryFromDegrees(west, south, out _)
            && GeoPoint.TryFromDegrees(east, north, out _) && west < east && south < north
            ? new MapPart(new GeoBox(west, south, east, north), "")
            : throw new ToolException($"--part {text} is no box: west,south,east,north in degrees. --part 的值“{text}”不是范围，应为 西,南,东,北（度）。");
    }

    /// <summary>Whether it is a grid, and no box.</summary>
    internal bool IsGrid => box is null;

    internal bool Contains(Grid grid)
    {
        if (box is { } around) return grid.Polygons.Any(polygon => around.Overlaps(polygon.Bounds));
        return grid.Code == code || (AreaCode.TryParse(code, null, out var area) && grid.AreaCode != default
            && area.Contains(grid.AreaCode));
    }

    internal bool Contains(GeoPoint place) => box is not { } around || around.Contains(place);

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
