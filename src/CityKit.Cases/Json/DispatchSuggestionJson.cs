using System.Text.Json;
using CityKit.Core;

namespace CityKit.Cases.Json;

/// <summary>What a model suggested as JSON: in the journal with the input, and in the work item.</summary>
public static class DispatchSuggestionJson
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, DispatchSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(suggestion);
        writer.WriteStartObject();
        writer.WriteString("model", suggestion.Model);
        writer.WriteString("version", suggestion.Version);
        if (suggestion.Abstained is { } why) writer.WriteString("abstained", why);
        writer.WriteStartArray("bodies");
        foreach (var body in suggestion.Bodies) Write(writer, body);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, DispatchSuggestion)"/> wrote.</summary>
    /// <exception cref="KeyNotFoundException">A member is missing.</exception>
    public static DispatchSuggestion Read(JsonElement json) => new(
        Text(json, "model"), Text(json, "version"), [.. json.GetProperty("bodies").EnumerateArray().Select(ReadBody)])
    {
        Abstained = json.TryGetProperty("abstained", out var why) ? why.GetString() : null,
    };

    private static void Write(Utf8JsonWriter writer, SuggestedBody body)
    {
        writer.WriteStartObject();
        writer.WriteString("body", body.Body);
        writer.WriteNumber("confidence", body.Confidence);
        writer.WriteString("zh", body.Reason.Zh);
        writer.WriteString("en", body.Reason.En);
        writer.WriteEndObject();
    }

    private static SuggestedBody ReadBody(JsonElement json) => new(
        Text(json, "body"), json.GetProperty("confidence").GetDecimal(), new LocalizedText(Text(json, "zh"), Text(json, "en")));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
