using System.Globalization;
using CityKit.Maps.Pictures;
using CityKit.Shared.Svg;

namespace CityKit.Maps.Drawing;

/// <summary>A scale bar and a north arrow.</summary>
internal static class ScaleBar
{
    private const double MostPixels = 160;

    /// <summary>The greatest round number of metres, 1, 2 or 5 and zeros, that is not longer than the bar may be.</summary>
    internal static double Metres(double metresOfPixel)
    {
        var most = MostPixels * metresOfPixel;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }

    /// <param name="svg">The picture.</param>
    /// <param name="sheet">Whose scale it is.</param>
    /// <param name="left">The left end of the bar.</param>
    /// <param name="bottom">Its lower side.</param>
    internal static void Draw(SvgWriter svg, Sheet sheet, double left, double bottom)
    {
        var metres = Metres(sheet.MetresOfPixel);
        var length = metres / sheet.MetresOfPixel;
        svg.Box(left, bottom - 6, length / 2, 6, MapColours.Ink, MapColours.Ink);
        svg.Box(left + length / 2, bottom - 6, length / 2, 6, "#ffffff", MapColours.Ink);
        var style = new SvgTextStyle(12, MapColours.Ink);
        svg.Text(left, bottom - 11, "0", style);
        svg.Text(left + length, bottom - 11, Text(metres), style, "middle");
        DrawNorth(svg, left + 9, bottom - 92);
    }

    private static void DrawNorth(SvgWriter svg, double x, double y)
    {
        svg.Polygon([(x, y), (x - 9, y + 30), (x, y + 23)], MapColours.Ink);
        svg.Polygon([(x, y), (x + 9, y + 30), (x, y + 23)], "#9aa4aa");
        svg.Text(x, y + 46, "北 N", new SvgTextStyle(13, MapColours.Ink) { IsBold = true }, "middle");
    }

    private static string Text(double metres) => metres >= 1_000
        ? (metres / 1_000).ToString("0 km", CultureInfo.InvariantCulture)
        : metres.ToString("0.## m", CultureInfo.InvariantCulture);
}
