using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace CityKit.Desk.Operations;

/// <summary>JSON as people read it: one member a line, and Chinese as it is.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal static string Of(JsonElement json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options)) json.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
