using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Shared.Svg;

namespace CityKit.Maps.Drawing;

/// <summary>Writes names on a map, the wider areas first; a name that fits nowhere is left out.</summary>
internal sealed class MapLabels(SvgWriter svg, Sheet sheet)
{
    private static readonly SvgTextStyle OfOutline = new(16, MapColours.Outline) { IsBold = true, HasHalo = true };
    private static readonly SvgTextStyle OnLight = new(11, MapColours.Ink);
    private static readonly SvgTextStyle OnDark = new(11, "#ffffff");
    private static readonly SvgTextStyle OnDots = new(11, MapColours.Ink) { HasHalo = true };
    private readonly LabelSpace space = new(sheet);

    /// <summary>Writes the name of an area, inside it.</summary>
    internal void WriteArea(LocalizedText name, IReadOnlyList<GeoPolygon> polygons, string colour, bool isOverDots) =>
        Write(name, polygons, isOverDots ? OnDots : MapColours.IsDark(colour) ? OnDark : OnLight, mustFit: true);

    /// <summary>Writes the name of a wider area, across what is in it.</summary>
    internal void WriteOutline(LocalizedText name, IReadOnlyList<GeoPolygon> polygons) => Write(name, polygons, OfOutline, mustFit: false);

    private void Write(LocalizedText name, IReadOnlyList<GeoPolygon> polygons, SvgTextStyle style, bool mustFit)
    {
        var rings = Largest(polygons);
        foreach (var lines in Choices(name))
        {
            var width = lines.Max(line => TextWidth.Of(line, style.Size)) + 4;
            if (space.Find(rings, width, lines.Count * style.Size * 1.2, mustFit) is not { } box) continue;
            Write(lines, box, style);
            return;
        }
    }

    private void Write(List<string> lines, LabelBox box, SvgTextStyle style)
    {
        for (var i = 0; i < lines.Count; i++)
            svg.Text(box.X, box.Y + style.Size * (1.2 * (i - (lines.Count - 1) / 2.0) + 0.36), lines[i], style, "middle");
    }

    // Both languages, or one.
    private static IEnumerable<List<string>> Choices(LocalizedText name)
    {
        List<string> both = [.. new[] { name.Zh, name.En }.Where(text => text.Length > 0).Distinct()];
        if (both.Count == 0) yield break;
        yield return both;
        if (both.Count > 1) yield return [both[0]];
    }

    private List<(double X, double Y)[]> Largest(IReadOnlyList<GeoPolygon> polygons) =>
        [.. sheet.Rings([polygons.MaxBy(polygon => polygon.SquareMetres)!]).Select(ring => ring.ToArray())];
}
