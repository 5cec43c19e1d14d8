namespace CityKit.Core.Text;

/// <summary>One value of a JSON text that knows where it is. Immutable.</summary>
public sealed class JsonValue
{
    private const int ShownCharacters = 40;

    internal JsonValue(JsonKind kind, int line, int column, string text, IReadOnlyList<JsonValue> items, IReadOnlyList<JsonMember> members)
    {
        (Kind, Line, Column, Text, Items, Members) = (kind, line, column, text, items, members);
    }

    /// <summary>What it is.</summary>
    public JsonKind Kind { get; }

    /// <summary>The line on which it begins, from 1.</summary>
    public int Line { get; }

    /// <summary>The column at which it begins, in characters (Unicode code points), from 1.</summary>
    public int Column { get; }

    /// <summary>The text of a string, or a number as it was written; empty for the others.</summary>
    public string Text { get; }

    /// <summary>The values of an array; empty for the others.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <summary>The members of an object, in the order written, no name twice; empty for the others.</summary>
    public IReadOnlyList<JsonMember> Members { get; }

    /// <summary>The member of this name; null when there is none.</summary>
    public JsonMember? Find(string name)
    {
        foreach (var member in Members)
            if (member.Name == name) return member;
        return null;
    }

    /// <summary>The value as an error names it: short, a long text cut.</summary>
    public LocalizedText Shown => Kind switch
    {
        JsonKind.Object => AnObject,
        JsonKind.Array => new($"含 {Items.Count} 项的数组", $"an array of {Items.Count}"),
        JsonKind.String => LocalizedText.Values($"'{Cut(Text)}'"),
        JsonKind.Number => LocalizedText.Values(Cut(Text)),
        _ => LocalizedText.Values(Kind.ToString().ToLowerInvariant()),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column} {Shown.En}";

    /// <summary>An object, as found or as allowed.</summary>
    internal static LocalizedText AnObject { get; } = new("对象", "an object");

    private static string Cut(string text) => text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}…";
}
