using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Core;

namespace CityKit.BuiltIn;

/// <summary>Writes what people call the things of a profile.</summary>
internal static class ItemWordsJson
{
    internal static void Names<T>(Utf8JsonWriter writer, string name, IEnumerable<T> things, Action<Utf8JsonWriter, T> members)
    {
        writer.WriteStartArray(name);
        foreach (var thing in things)
        {
            writer.WriteStartObject();
            members(writer, thing);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    internal static void Name(Utf8JsonWriter writer, string id, LocalizedText name)
    {
        writer.WriteString("id", id);
        Text(writer, name);
    }

    internal static void Text(Utf8JsonWriter writer, LocalizedText text)
    {
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
    }

    internal static void Field(Utf8JsonWriter writer, ProfileField field)
    {
        Name(writer, field.Id, field.Name);
        writer.WriteString("type", field.Type.ToString());
        Texts(writer, "values", field.Values);
    }

    internal static void Texts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
