using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Maps.Shapes;

namespace CityKit.Maps.Pages;

/// <summary>The data of a page as JSON that may stand between script tags: no '&lt;', '&gt;', '&amp;' or quote of a name comes
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
        WriteCollection(writer, "areas", picture.Areas.Length, WriteArea);
        WriteCollection(writer, "outlines", picture.Outlines.Length, WriteOutline);
        WriteCollection(writer, "names", shapes.Length, WriteName);
        var classes = DotClasses.Of(picture.Dots);
        WriteCollection(writer, "dots", picture.Dots.Length, (json, i) =>
            WriteDot(json, picture.Dots[i], DotClasses.ColourOf(picture.Dots[i].Class, classes)));
        WriteDotClasses(writer, classes);
        writer.WriteEndObject();
    }

    private void WriteHead(Utf8JsonWriter writer)
    {
        WriteText(writer, "title", picture.Title);
        WriteText(writer, "count", picture.CountName);
        WriteText(writer, "source", picture.Source);
        WriteText(writer, "method", new LocalizedText(MethodText.Zh(picture.Classes.Method), MethodText.En(picture.Classes.Method)));
        writer.WriteString("date", $"{picture.Date:uuuu-MM-dd}");
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
        WriteNames(writer, area.Name, "");
        writer.WriteNumber("class", picture.Classes.IndexOf(area.Count));
        if (area.Count is { } count) writer.WriteNumber("count", count);
        else writer.WriteNull("count");
        if (!area.Parts.IsEmpty) WriteParts(writer, area.Parts);
        writer.WriteEndObject();
        ShapeJson.Write(writer, shapes[at]);
    }

    private static void WriteParts(Utf8JsonWriter writer, ImmutableArray<CountPart> parts)
    {
        writer.WriteStartArray("parts");
        foreach (var part in parts)
        {
            writer.WriteStartObject();
            WriteNames(writer, part.Name, "");
            writer.WriteNumber("count", part.Count);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void WriteOutline(Utf8JsonWriter writer, int at)
    {
        writer.WriteEndObject();
        ShapeJson.Write(writer, shapes[picture.Areas.Length + at]);
    }

    private void WriteName(Utf8JsonWriter writer, int at)
    {
        var isOutline = at >= picture.Areas.Length;
        WriteNames(writer, isOutline ? picture.Outlines[at - picture.Areas.Length].Name : picture.Areas[at].Name, "_");
        writer.WriteBoolean("outline", isOutline);
        if (!isOutline) writer.WriteBoolean("dark", MapColours.IsDark(picture.ShadeOf(picture.Areas[at])));
        writer.WriteNumber("rank", -Math.Round(shapes[at].Sum(polygon => polygon.SquareMetres))); // the larger the sooner
        writer.WriteEndObject();
        ShapeJson.Write(writer, places[at]);
    }

    private static void WriteDot(Utf8JsonWriter writer, MapDot dot, string colour)
    {
        writer.WriteString("code", dot.Id);
        WriteNames(writer, dot.Class, "");
        writer.WriteString("colour", colour);
        writer.WriteEndObject();
        ShapeJson.Write(writer, dot.Place);
    }

    private static void WriteDotClasses(Utf8JsonWriter writer, List<(LocalizedText Name, int Count, string Colour)> classes)
    {
        writer.WriteStartArray("dotClasses");
        foreach (var (name, count, colour) in classes)
        {
            writer.WriteStartObject();
            WriteNames(writer, name, "");
            writer.WriteNumber("count", count);
            writer.WriteString("colour", colour);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>Writes features; <paramref name="write"/> writes the members of the properties, ends them, and writes the
    /// geometry.</summary>
    private static void WriteCollection(Utf8JsonWriter writer, string name, int count, Action<Utf8JsonWriter, int> write)
    {
        writer.WriteStartObject(name);
        writer.WriteString("type", "FeatureCollection");
        writer.WriteStartArray("features");
        for (var i = 0; i < count; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "Feature");
            writer.WriteStartObject("properties");
            write(writer, i);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        WriteNames(writer, text, "");
        writer.WriteEndObject();
    }

    /// <summary>A name that is empty is left out, so that the other language stands in for it.</summary>
    private static void WriteNames(Utf8JsonWriter writer, LocalizedText name, string ending)
    {
        if (name.Zh.Length > 0) writer.WriteString($"zh{ending}", name.Zh);
        if (name.En.Length > 0) writer.WriteString($"en{ending}", name.En);
    }
}
