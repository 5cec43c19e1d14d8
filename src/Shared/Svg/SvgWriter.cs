using System.Globalization;
using System.Text;
using System.Xml;

namespace CityKit.Shared.Svg;

/// <summary>
/// Writes a small SVG picture: the same calls give the same bytes on every machine. Coordinates in pixels, rounded to hundredths; texts are
/// escaped.
/// </summary>
internal sealed class SvgWriter
{
    private readonly StringBuilder text = new();
    private int clips;

    internal SvgWriter(int width, int height, string title)
    {
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" "
            + $"width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        text.Append(CultureInfo.InvariantCulture,
            $"<title>{Escape(title)}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
    }

    internal void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dash = null) =>
        Add($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" stroke=\"{Escape(stroke)}\" "
            + $"stroke-width=\"{Number(width)}\"{Dash(dash)}/>");

    internal void Polyline(IEnumerable<(double X, double Y)> points, string stroke, double width = 2) =>
        Add($"<polyline points=\"{Points(points)}\" fill=\"none\" stroke=\"{Escape(stroke)}\" stroke-width=\"{Number(width)}\"/>");

    internal void Polygon(IEnumerable<(double X, double Y)> points, string fill) =>
        Add($"<polygon points=\"{Points(points)}\" fill=\"{Escape(fill)}\"/>");

    internal void Dot(double x, double y, double radius, string fill) =>
        Add($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" fill=\"{Escape(fill)}\"/>");

    /// <summary>An area of several rings; what an even number of them encloses is outside.</summary>
    internal void Area(IEnumerable<IEnumerable<(double X, double Y)>> rings, string fill, string stroke, double width = 1) =>
        Add($"<path d=\"{string.Concat(rings.Select(ring => $"M{Points(ring)}Z"))}\" fill=\"{Escape(fill)}\" fill-rule=\"evenodd\" "
            + $"stroke=\"{Escape(stroke)}\" stroke-width=\"{Number(width)}\"/>");

    /// <param name="x">Where the text is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="content">The text.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="turned">True when it reads upwards.</param>
    internal void Text(double x, double y, string content, string anchor = "start", bool turned = false)
    {
        var turn = turned ? $" transform=\"rotate(-90 {Number(x)} {Number(y)})\"" : "";
        Add($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" text-anchor=\"{Escape(anchor)}\"{turn}>{Escape(content)}</text>");
    }

    /// <summary>A text of its own size and colour; with a halo of white it is read on any ground.</summary>
    /// <param name="x">Where the text is anchored.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="content">The text.</param>
    /// <param name="style">How it looks.</param>
    /// <param name="anchor">start, middle or end.</param>
    internal void Text(double x, double y, string content, SvgTextStyle style, string anchor = "start")
    {
        var halo = style.HasHalo ? " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"" : "";
        var weight = style.IsBold ? " font-weight=\"bold\"" : "";
        Add($"<text x=\"{Number(x)}\" y=\"{Number(y)}\" font-size=\"{Number(style.Size)}\"{weight} fill=\"{Escape(style.Fill)}\""
            + $"{halo} text-anchor=\"{Escape(anchor)}\">{Escape(content)}</text>");
    }

    /// <summary>What is drawn until <see cref="EndClip"/> is seen in a box alone.</summary>
    internal void BeginClip(double x, double y, double width, double height)
    {
        var name = $"clip{++clips}";
        Add($"<clipPath id=\"{name}\"><rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" "
            + $"height=\"{Number(height)}\"/></clipPath>");
        Add($"<g clip-path=\"url(#{name})\">");
    }

    internal void EndClip() => Add("</g>");

    /// <summary>A box.</summary>
    internal void Box(double x, double y, double width, double height, string fill, string stroke = "none") => Add(
        $"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" fill=\"{Escape(fill)}\" "
            + $"stroke=\"{Escape(stroke)}\"/>");

    /// <summary>The whole picture.</summary>
    public override string ToString() => text + "</svg>\n";

    private void Add(string element) => text.Append(element).Append('\n');

    private static string Dash(string? dash) => dash is null ? "" : $" stroke-dasharray=\"{Escape(dash)}\"";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => $"{Number(p.X)},{Number(p.Y)}"));

    private static string Number(double value) => double.IsFinite(value)
        ? Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A coordinate is a finite number.");

    private static string Escape(string value) => OnlyXml(value)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    // What XML 1.0 cannot have, such as a zero byte in a name, is shown as a replacement character.
    private static string OnlyXml(string value)
    {
        if (value.All(XmlConvert.IsXmlChar)) return value;
        var clean = new StringBuilder();
        foreach (var rune in value.EnumerateRunes())
            clean.Append(rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\ufffd" : rune.ToString());
        return clean.ToString();
    }
}
