using System.Globalization;

namespace CityKit.Core;

/// <summary>
/// What people call the line, channel or output that an event is about (名称): its field <c>label</c>. It is shown and nothing else: no rule,
/// identity or hash depends on it.
/// </summary>
public static class EventLabel
{
    /// <summary>The field's name.</summary>
    public const string Field = "label";

    /// <summary>The most UTF-16 characters of a label.</summary>
    public const int MaxCharacters = 64;

    /// <summary>True for 1 to 64 characters of any script, none of them a control or format character or half of a pair.</summary>
    public static bool IsLabel(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= MaxCharacters && text.EnumerateRunes().All(IsShown);
    }

    /// <summary>The label in an event's details; null when there is none, or what is there is no label.</summary>
    public static string? Of(EventFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.TextOf(Field) is { } text && IsLabel(text) ? text : null;
    }

    /// <summary>A title with a label behind it, <c>Smoke (third floor)</c>; the same title for no label.</summary>
    public static LocalizedText Behind(LocalizedText title, string? label)
    {
        ArgumentNullException.ThrowIfNull(title);
        return label is null ? title : new LocalizedText($"{title.Zh}（{label}）", $"{title.En} ({label})");
    }

    /// <summary>A lone half of a pair is read as the replacement character, which no label needs.</summary>
    private static bool IsShown(System.Text.Rune rune) => rune != System.Text.Rune.ReplacementChar
        && System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
