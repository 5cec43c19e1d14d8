using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Edge.Configuration;

/// <summary>
/// What people call a line, a channel or an output (名称与单位), and its unit; it changes nothing that is measured, and is no place for personal
/// data.
/// </summary>
/// <param name="Text">1 to 64 characters of any script; null when none is given.</param>
/// <param name="Unit">The unit of its value, 1 to 16 characters; null when none is given.</param>
internal sealed record ItemLabel(string? Text, string? Unit)
{
    private const int MostUnit = 16;

    /// <summary>No label.</summary>
    public static ItemLabel None { get; } = new(null, null);

    internal static ItemLabel Read(ConfigReader reader) =>
        new(Plain(reader, "label", EventLabel.MaxCharacters), Plain(reader, "unit", MostUnit));

    private static string? Plain(ConfigReader reader, string member, int most)
    {
        var text = reader.TextOrNull(member, most);
        if (text is { Length: > 0 } && !EventLabel.IsLabel(text))
            reader.Reject(member, new("不含控制字符的文本", "a text without control characters"));
        return text;
    }
}
