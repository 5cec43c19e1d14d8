using System.Collections.Immutable;
using System.Text.Json;
using CityKit.Core;
using CityKit.Maps.Pictures;

namespace CityKit.Maps.Pages;

/// <summary>Pieces of JSON that a page's data is made of.</summary>
internal static class PageJson
{
    /// <summary>Writes features; <paramref name="write"/> writes the members of the properties, ends them, and writes the
    /// geometry.</summary>
    internal static void WriteCollection(Utf8JsonWriter writer, string name, int count, Action<Utf8JsonWriter, int> write)
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

    internal static void WriteText(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        WriteNames(writer, text, "");
        writer.WriteEndObject();
    }

    /// <summary>A name that is empty is left out, so that the other language stands in for it.</summary>
    internal static void WriteNames(Utf8JsonWriter writer, LocalizedText name, string ending)
    {
        if (name.Zh.Length > 0) writer.WriteString($"zh{ending}", name.Zh);
        if (name.En.Length > 0) writer.WriteString($"en{ending}", name.En);
    }

    internal static void WriteParts(Utf8JsonWriter writer, ImmutableArray<CountPart> parts)
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

    internal static void WriteDotClasses(Utf8JsonWriter writer, List<(LocalizedText Name, int Count, string Colour)> classes)
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
}
