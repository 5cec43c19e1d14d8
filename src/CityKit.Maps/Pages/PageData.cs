using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Maps.Shapes;
using NodaTime.Text;

namespace CityKit.Maps.Pages;

/// <summary>The data of a page as JSON that may be between script tags: no '&lt;', '&gt;', '&amp;' or quote of a name comes
/// through.</summary>
internal sealed class PageData
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly MapPicture picture;
    private readonly ImmutableArray<ImmutableArray<GeoPolygon>> shapes;
    private readonly ImmutableArray<GeoPoint> places;

    private PageData(MapPicture picture, ImmutableArray<ImmutableArray<GeoPolygon>> shapes, ImmutableArray<GeoPoint> places) =>
        (this.picture, this.shapes, this.places) = (picture, shapes, places);

    /// <param name="picture">What is shown.</param>
    /// <param name="shapes">The shapes of its areas, then those of its outlines.</param>
    /// <param name="places">Where their names are.</param>
    internal static ReadOnlyMemory<byte> Of(MapPicture picture, ImmutableArray<ImmutableArray<GeoPolygon>> shapes,
        ImmutableArray<GeoPoint> places)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options)) new PageData(picture, shapes, places).Write(writer);
        return buffer.WrittenMemory;
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteHead(writer);
        WriteClasses(writer);
        WriteBounds(writer);
        PageJson.WriteCollection(writer, "areas", picture.Areas.Length, WriteArea);
        PageJson.WriteCollection(writer, "outlines", picture.Outlines.Length, WriteOutline);
        PageJson.WriteCollection(writer, "names", shapes.Length, WriteName);
        var classes = DotClasses.Of(picture.Dots);
        PageJson.WriteCollection(writer, "dots", picture.Dots.Length, (json, i) =>
            WriteDot(json, picture.Dots[i], DotClasses.ColourOf(picture.Dots[i].Class, classes)));
        PageJson.WriteDotClasses(writer, classes);
        writer.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter writer)
    {
        PageJson.WriteText(writer, "title", picture.Title);
        PageJson.WriteText(writer, "count", picture.CountName);
        PageJson.WriteText(writer, "source", picture.Source);
        PageJson.WriteText(writer, "method", new LocalizedText(MethodText.Zh(picture.Classes.Method),
            MethodText.En(picture.Classes.Method)));
        writer.WriteString("date", LocalDatePattern.Iso.Format(picture.Date));
    }

    private void WriteClasses(Utf8JsonWriter writer)
    {
        writer.WriteNumber("unknown", picture.Classes.Unknown);
        writer.WriteString("noData", picture.Shade(MapColours.NoData));
        writer.WriteStartArray("classes");
        foreach (var one in picture.Classes.All)
        {
            writer.WriteStartObject();
            writer.WriteString("text", one.ToString());
            writer.WriteString("colour", picture.Shade(one.Colour));
            writer.WriteNumber("areas", one.Areas);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void WriteBounds(Utf8JsonWriter writer)
    {
        var box = picture.Bounds;
        writer.WriteStartArray("bounds");
        foreach (var side in (double[])[box.West, box.South, box.East, box.North]) writer.WriteNumberValue(side);
        writer.WriteEndArray();
    }

    private void WriteArea(Utf8JsonWriter writer, int at)
    {
        var area = picture.Areas[at];
        writer.WriteNumber("at", at);
        writer.WriteString("code", area.Code);
        PageJson.WriteNames(writer, area.Name, "");
        writer.WriteNumber("class", picture.Classes.IndexOf(area.Count));
        if (area.Count is { } count) writer.WriteNumber("count", count);
        else writer.WriteNull("count");
        if (!area.Parts.IsEmpty) PageJson.WriteParts(writer, area.Parts);
        writer.WriteEndObject();
        ShapeJson.Write(writer, shapes[at]);
    }

    private void WriteOutline(Utf8JsonWriter writer, int at)
    {
        writer.WriteEndObject();
        ShapeJson.Write(writer, shapes[picture.Areas.Length + at]);
    }

    private void WriteName(Utf8JsonWriter writer, int at)
    {
        var isOutline = at >= picture.Areas.Length;
        PageJson.WriteNames(writer, isOutline ? picture.Outlines[at - picture.Areas.Length].Name : picture.Areas[at].Name, "_");
        writer.WriteBoolean("outline", isOutline);
        if (!isOutline) writer.WriteBoolean("dark", MapColours.IsDark(picture.ShadeOf(picture.Areas[at])));
        writer.WriteNumber("rank", -Math.Round(shapes[at].Sum(polygon => polygon.SquareMetres))); // the larger the sooner
        writer.WriteEndObject();
        ShapeJson.Write(writer, places[at]);
    }

    private static void WriteDot(Utf8JsonWriter writer, MapDot dot, string colour)
    {
        writer.WriteString("code", dot.Id);
        PageJson.WriteNames(writer, dot.Class, "");
        writer.WriteString("colour", colour);
        writer.WriteEndObject();
        ShapeJson.Write(writer, dot.Place);
    }
}
