using CityKit.Core.Text;

namespace CityKit.Sensors.Mapping;

/// <summary>A text of a reading: what a path leads to, with something before and behind it, or always the same.</summary>
internal sealed record MappedText(FeedPath? Path, string Before, string Behind)
{
    internal static MappedText Always(string text) => new(null, text, "");

    /// <summary>Where it is from, for anyone who looks for a mistake.</summary>
    internal string Source => Path?.ToString() ?? Before;

    /// <summary>The text; null when the path leads to none.</summary>
    internal string? In(JsonValue message, JsonValue row)
    {
        if (Path is null) return Before;
        return Path.Find(message, row) is [var found, ..] && TextOf(found) is { } text ? Before + text + Behind : null;
    }

    /// <summary>What a text, a number, true or false says; null for anything else.</summary>
    internal static string? TextOf(JsonValue value) => value.Kind switch
    {
        JsonKind.String or JsonKind.Number => value.Text,
        JsonKind.True => "true",
        JsonKind.False => "false",
        _ => null,
    };
}
