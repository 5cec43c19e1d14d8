using System.Globalization;
using System.Text.Json;

namespace CityKit.BuiltIn;

/// <summary>What the journal has of a command, by name.</summary>
internal readonly struct CommandMembers(JsonElement entry)
{
    /// <exception cref="FormatException">There is none.</exception>
    internal string Text(string name) => entry.GetProperty(name).GetString()
        ?? throw new FormatException($"The command has no '{name}'. 指令缺少成员 {name}。");

    internal string? TextIfAny(string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal T Value<T>(string name) where T : IParsable<T> => T.Parse(Text(name), CultureInfo.InvariantCulture);

    internal JsonElement? ObjectIfAny(string name) => entry.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The values of an array; none when it is not there.</summary>
    internal IEnumerable<JsonElement> Each(string name) => entry.TryGetProperty(name, out var value) ? value.EnumerateArray() : [];

    internal bool Has(string name) => entry.TryGetProperty(name, out _);

    internal double Number(string name) => entry.GetProperty(name).GetDouble();

    /// <summary>Writes texts as an array.</summary>
    internal static void WriteAll(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>Writes texts; those that are null are left out.</summary>
    internal static void Write(Utf8JsonWriter writer, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        foreach (var (name, value) in members)
            if (value is not null) writer.WriteString(name, value);
    }
}
