using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Maps.Shapes;
using CityKit.Shared.Svg;
using NodaTime.Text;

namespace CityKit.Maps.Drawing;

/// <summary>
/// Draws a map as SVG for print and slides: title, legend, scale bar, north arrow, names where they fit, date and source. The same picture
/// gives the same bytes. Borders are simplified by a quarter of a pixel, and neighbours keep sharing them.
/// </summary>
public static class SvgMap
{
    /// <summary>The least and the greatest width in pixels.</summary>
    public const int LeastWidth = 600;

    /// <inheritdoc cref="LeastWidth"/>
    public const int MostWidth = 10_000;

    private const double Edge = 28;
    private const double LegendWidth = 220;
    private const double BarHeight = 120; // with the north arrow
    private const string Ground = "#eef2f4";
    private const double QuarterPixel = 0.25;

    /// <summary>Draws it.</summary>
    /// <param name="picture">What to show.</param>
    /// <param name="width">The width in pixels, 600 to 10,000; the height follows from the city's shape.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not 600 to 10,000.</exception>
    public static string Draw(MapPicture picture, int width = 1_600)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (width is < LeastWidth or > MostWidth)
            throw new ArgumentOutOfRangeException(nameof(width), width,
                $"The width is {LeastWidth} to {MostWidth} pixels.");
        var titles = Titles(picture, width - 2 * Edge);
        var top = Edge + titles.Sum(line => line.Style.Size * 1.3) + 14;
        var sheet = new Sheet(picture.Bounds, Edge, top, width - LegendWidth - 3 * Edge, width * 2);
        var source = Source(picture, sheet.Width);
        var height = sheet.Bottom + 20 + source.Count * 17 + Edge / 2;
        var bar = Math.Max(sheet.Bottom, top + LegendHeight(picture) + BarHeight);
        var svg = new SvgWriter(width, (int)Math.Ceiling(Math.Max(height, bar + Edge)), $"{picture.Title.Zh} {picture.Title.En}");
        WriteLines(svg, titles, Edge, Edge);
        DrawMap(svg, sheet, picture);
        new MapLegend(svg, sheet.Right + Edge, LegendWidth).Write(picture, top);
        ScaleBar.Draw(svg, sheet, sheet.Right + Edge, bar);
        WriteLines(svg, source, Edge, sheet.Bottom + 8);
        return svg.ToString();
    }

    private static void DrawMap(SvgWriter svg, Sheet sheet, MapPicture picture)
    {
        svg.Box(sheet.Left, sheet.Top, sheet.Width, sheet.Height, Ground, MapColours.Border);
        var net = new BorderNet([.. picture.Areas.Select(area => area.Polygons), .. picture.Outlines.Select(outline => outline.Polygons)]);
        var shapes = net.Simplify(sheet.MetresOfPixel * QuarterPixel);
        for (var i = 0; i < picture.Areas.Length; i++)
            svg.Area(sheet.Rings(shapes[i]), picture.ShadeOf(picture.Areas[i]), MapColours.Border, 0.5);
        svg.BeginClip(sheet.Left, sheet.Top, sheet.Width, sheet.Height);
        foreach (var shape in shapes[picture.Areas.Length..]) svg.Area(sheet.Rings(shape), "none", MapColours.Outline, 1.8);
        svg.EndClip();
        DrawDots(svg, sheet, picture);
        WriteNames(new MapLabels(svg, sheet), picture, shapes);
    }

    private static void WriteNames(MapLabels labels, MapPicture picture, ImmutableArray<ImmutableArray<GeoPolygon>> shapes)
    {
        for (var i = 0; i < picture.Outlines.Length; i++) labels.WriteOutline(picture.Outlines[i].Name, shapes[picture.Areas.Length + i]);
        for (var i = 0; i < picture.Areas.Length; i++)
            labels.WriteArea(picture.Areas[i].Name, shapes[i], picture.ShadeOf(picture.Areas[i]), isOverDots: !picture.Dots.IsEmpty);
    }

    private static void DrawDots(SvgWriter svg, Sheet sheet, MapPicture picture)
    {
        var classes = DotClasses.Of(picture.Dots);
        var drawn = new HashSet<(int, int, string)>();
        var radius = Math.Clamp(100 / Math.Sqrt(picture.Dots.Length + 1), 1, 2.5);
        foreach (var dot in picture.Dots)
        {
            var ((x, y), colour) = (sheet.Point(dot.Place), DotClasses.ColourOf(dot.Class, classes));
            if (drawn.Add(((int)(x * 2), (int)(y * 2), colour))) svg.Dot(x, y, radius, colour);
        }
    }

    private static List<(string Text, SvgTextStyle Style)> Titles(MapPicture picture, double width)
    {
        var zh = Lines(picture.Title.Zh, new SvgTextStyle(30, MapColours.Ink) { IsBold = true }, width);
        return picture.Title.En == picture.Title.Zh ? zh
            : [.. zh, .. Lines(picture.Title.En, new SvgTextStyle(18, MapColours.Faint), width)];
    }

    private static List<(string Text, SvgTextStyle Style)> Source(MapPicture picture, double width)
    {
        var style = new SvgTextStyle(13, MapColours.Faint);
        var source = new LocalizedText($"来源 {picture.Source.Zh}", $"Source {picture.Source.En}");
        return
        [
            .. Lines($"日期 Date {LocalDatePattern.Iso.Format(picture.Date)}    {MethodText.Of(picture.Classes.Method)}", style, width),
            .. Lines(source.Zh, style, width),
            .. picture.Source.En == picture.Source.Zh ? [] : Lines(source.En, style, width),
        ];
    }

    private static List<(string Text, SvgTextStyle Style)> Lines(string text, SvgTextStyle style, double width) =>
        [.. TextWidth.Lines(text, style.Size, width).Select(line => (line, style))];

    private static void WriteLines(SvgWriter svg, List<(string Text, SvgTextStyle Style)> lines, double left, double y)
    {
        foreach (var (text, style) in lines) svg.Text(left, y += style.Size * 1.3, text, style);
    }

    private static double LegendHeight(MapPicture picture) => new MapLegend(new SvgWriter(1, 1, ""), 0, LegendWidth).Write(picture, 0);
}
