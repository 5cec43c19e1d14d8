using System.Text.Json;

namespace CityKit.Core.Text;

/// <summary>Builds the tree. After the first error nothing more is read.</summary>
internal ref struct JsonTreeReader
{
    private readonly ReadOnlySpan<byte> utf8;
    private readonly int maxDepth;
    private Utf8JsonReader reader;
    private readonly TextPosition start;
    private TextPosition position;

    internal JsonTreeReader(ReadOnlySpan<byte> utf8, JsonLimits limits) : this(utf8, limits, new TextPosition()) { }

    /// <summary>A reader of a part of a text.</summary>
    /// <param name="utf8">The part.</param>
    /// <param name="limits">What is accepted.</param>
    /// <param name="start">Where in the text it begins, as offset 0.</param>
    internal JsonTreeReader(ReadOnlySpan<byte> utf8, JsonLimits limits, TextPosition start)
    {
        this.utf8 = utf8;
        position = this.start = start;
        maxDepth = limits.Depth;
        // One level more than allowed, so that too deep a text is reported as such and not as bad syntax.
        reader = new Utf8JsonReader(utf8,
            new JsonReaderOptions { MaxDepth = maxDepth + 1,
                CommentHandling = limits.Comments ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow });
    }

    internal ConfigError? Error { get; private set; }

    internal JsonValue? ReadAll()
    {
        if (TextPosition.FirstInvalid(utf8) is >= 0 and var bad) Error = NotUtf8(utf8, start, bad);
        var value = Next() ? ReadValue() : null;
        if (Error is null) Next();
        return value;
    }

    private bool Next()
    {
        if (Error is not null) return false;
        try
        {
            var more = reader.Read();
            if (more) position.MoveTo(utf8, (int)reader.TokenStartIndex);
            return more;
        }
        catch (JsonException broken)
        {
            Error = NotJson(utf8, start, OffsetOf(broken));
            return false;
        }
    }

    private JsonValue? ReadValue() => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(),
        JsonTokenType.StartArray => ReadArray(),
        JsonTokenType.String => ReadString() is { } text ? Leaf(JsonKind.String, text) : null,
        JsonTokenType.Number => Leaf(JsonKind.Number, System.Text.Encoding.ASCII.GetString(reader.ValueSpan)),
        JsonTokenType.True => Leaf(JsonKind.True, ""),
        JsonTokenType.False => Leaf(JsonKind.False, ""),
        _ => Leaf(JsonKind.Null, ""),
    };

    private readonly JsonValue Leaf(JsonKind kind, string text) => new(kind, position.Line, position.Column, text, [], []);

    private JsonValue? ReadArray()
    {
        if (IsTooDeep()) return null;
        var (line, column) = (position.Line, position.Column);
        var items = new List<JsonValue>();
        while (Next() && reader.TokenType != JsonTokenType.EndArray)
            if (ReadValue() is { } item) items.Add(item);
        return new JsonValue(JsonKind.Array, line, column, "", items, []);
    }

    private JsonValue? ReadObject()
    {
        if (IsTooDeep()) return null;
        var (line, column) = (position.Line, position.Column);
        var members = new List<JsonMember>();
        var names = new HashSet<string>();
        while (Next() && reader.TokenType != JsonTokenType.EndObject)
            if (ReadMember(names) is { } member) members.Add(member);
        return new JsonValue(JsonKind.Object, line, column, "", [], members);
    }

    private JsonMember? ReadMember(HashSet<string> names)
    {
        var (line, column) = (position.Line, position.Column);
        if (ReadString() is not { } name) return null;
        if (!names.Add(name)) Error = new ConfigError(line, column, "", ConfigError.Twice(name), JsonText.MemberOnce);
        return Next() && ReadValue() is { } value ? new JsonMember(name, line, column, value) : null;
    }

    private bool IsTooDeep()
    {
        if (reader.CurrentDepth < maxDepth) return false;
        Error = new ConfigError(position.Line, position.Column, "", new("深度超限的嵌套", "deeper nesting"),
            new($"最多 {maxDepth} 层", $"at most {maxDepth} levels"));
        return true;
    }

    private string? ReadString()
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The bytes are valid UTF-8, so what is left is an escaped half of a surrogate pair.
            Error = new ConfigError(position.Line, position.Column, "",
                new("\\u 转义中的半个字符", "half a character in \\u escapes"), new("成对的两半", "both halves"));
            return null;
        }
    }

    private readonly int OffsetOf(JsonException broken) => start.OffsetOf(utf8, (broken.LineNumber ?? 0) + start.Line - 1,
        (broken.BytePositionInLine ?? 0) + (broken.LineNumber > 0 ? 0 : start.LineBytes));

    /// <summary>What is wrong with a byte that is no part of a character.</summary>
    internal static ConfigError NotUtf8(ReadOnlySpan<byte> utf8, TextPosition from, int offset) =>
        ErrorAt(utf8, from, offset, new($"字节 0x{utf8[offset]:x2}", $"byte 0x{utf8[offset]:x2}"), "UTF-8");

    /// <summary>What is wrong with a character that has no place there.</summary>
    internal static ConfigError NotJson(ReadOnlySpan<byte> utf8, TextPosition from, int offset) =>
        ErrorAt(utf8, from, offset, ShownAt(utf8, offset), "JSON");

    private static ConfigError ErrorAt(ReadOnlySpan<byte> utf8, TextPosition from, int offset, LocalizedText found, string form)
    {
        from.MoveTo(utf8, offset);
        return new ConfigError(from.Line, from.Column, "", found, LocalizedText.Values(form));
    }

    private static LocalizedText ShownAt(ReadOnlySpan<byte> utf8, int offset)
    {
        if (offset >= utf8.Length) return new("文本末尾", "the end of the text");
        System.Text.Rune.DecodeFromUtf8(utf8[offset..], out var rune, out _);
        return System.Text.Rune.IsControl(rune)
            ? new($"字符 U+{rune.Value:X4}", $"character U+{rune.Value:X4}")
            : LocalizedText.Values($"'{rune}'");
    }
}
