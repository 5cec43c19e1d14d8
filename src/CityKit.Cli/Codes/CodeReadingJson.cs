using System.Text.Json;
using CityKit.Core;

namespace CityKit.Cli.Codes;

/// <summary>Readings as JSON.</summary>
internal static class CodeReadingJson
{
    internal static void Write(Utf8JsonWriter writer, string code, IReadOnlyList<CodeReading> readings)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteStartArray("readings");
        foreach (var reading in readings) Write(writer, reading);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CodeReading reading)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", reading.Kind);
        Write(writer, "name", reading.Name);
        writer.WriteBoolean("right", reading.IsRight);
        if (reading.Problem is { } problem) Write(writer, "problem", problem.Message);
        writer.WriteStartArray("parts");
        foreach (var part in reading.Parts) Write(writer, part);
        writer.WriteEndArray();
        writer.WriteStartArray("checks");
        foreach (var check in reading.Checks) Write(writer, check);
        writer.WriteEndArray();
        writer.WriteStartArray("notes");
        foreach (var note in reading.AreaFindings.Concat(reading.Notes)) writer.WriteStringValue(note.ToString());
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CodePart part)
    {
        writer.WriteStartObject();
        writer.WriteString("text", part.Text);
        Write(writer, "field", part.Field);
        if (part.Meaning.Length > 0) writer.WriteString("meaning", part.Meaning);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, CodeCheck check)
    {
        writer.WriteStartObject();
        Write(writer, "name", check.Name);
        writer.WriteString("found", check.Found.ToString());
        writer.WriteString("expected", check.Expected.ToString());
        writer.WriteBoolean("holds", check.Holds);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }
}
