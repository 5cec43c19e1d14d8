using System.Text.Encodings.Web;
using System.Text.Json;
using CityKit.Core;

namespace CityKit.Cases.Text;

/// <summary>What the writers of policy and profiles share: Chinese as it is, members that say nothing left out.</summary>
internal static class ConfigJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] ToUtf8(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) Object(writer, members);
        return stream.ToArray();
    }

    internal static void Objects<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> members)
    {
        writer.WriteStartArray(name);
        foreach (var item in items) Object(writer, _ => members(item));
        writer.WriteEndArray();
    }

    internal static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    internal static void TextsIfAny(Utf8JsonWriter writer, string name, IReadOnlyCollection<string> texts)
    {
        if (texts.Count > 0) Texts(writer, name, texts);
    }

    internal static void TextIfAny(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text)) writer.WriteString(name, text);
    }

    internal static void Bilingual(Utf8JsonWriter writer, string name, LocalizedText text)
    {
        writer.WriteStartObject(name);
        Names(writer, text);
        writer.WriteEndObject();
    }

    internal static void Names(Utf8JsonWriter writer, LocalizedText name)
    {
        writer.WriteString("zh", name.Zh);
        writer.WriteString("en", name.En);
    }

    private static void Object(Utf8JsonWriter writer, Action<Utf8JsonWriter> members)
    {
        writer.WriteStartObject();
        members(writer);
        writer.WriteEndObject();
    }
}
