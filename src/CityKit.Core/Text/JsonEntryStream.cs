using System.Text.Json;

namespace CityKit.Core.Text;

/// <summary>
/// Reads a JSON object from a stream, the values of one of its arrays one by one: no more of the text is in memory than a value. After
/// the first error
/// nothing more is read.
/// </summary>
/// <param name="stream">The text.</param>
/// <param name="array">The member whose values are handed over.</param>
/// <param name="entry">Takes each value with its number.</param>
/// <param name="limits">What is accepted; the bytes are those of one value.</param>
/// <param name="block">How many bytes are read at once.</param>
internal sealed class JsonEntryStream(Stream stream, string array, Action<JsonValue, int> entry, JsonLimits limits, int block = 64 << 10)
{
    private const int LongestCharacter = 4;
    private readonly List<JsonMember> members = [];
    private byte[] buffer = new byte[block];
    private int end;
    private bool isLast;
    private TextPosition position = new(); // of the value being read; offsets are those of the buffer
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = limits.Depth + 3, CommentHandling = limits.Comments
        ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow });
    private FilePlace root = new(1, 1);
    private JsonValue? other;
    private (string Text, FilePlace Place)? name;
    private bool isInArray;
    private int count;

    internal ConfigError? Error { get; private set; }

    /// <returns>The object, the array in it without its values; another value as it is; null after an error.</returns>
    internal JsonValue? Read()
    {
        do Fill();
        while (!isLast && end < 3);
        if (buffer.AsSpan(0, end).StartsWith("\ufeff"u8)) Drop(3);
        while (Error is null && !ReadBlock()) Fill();
        return Error is not null ? null : other ?? new JsonValue(JsonKind.Object, root.Line, root.Column, "", [], members);
    }

    /// <summary>Reads the values that are in the buffer whole, and drops them from it.</summary>
    /// <returns>True at the end of the text.</returns>
    private bool ReadBlock()
    {
        var reader = new Utf8JsonReader(buffer.AsSpan(0, end), isLast, state);
        var before = reader;
        try
        {
            while (Error is null && reader.Read() && Take(ref reader)) before = reader;
        }
        catch (JsonException broken)
        {
            Fail(position.OffsetOf(buffer.AsSpan(0, end), broken.LineNumber ?? 0, broken.BytePositionInLine ?? 0));
        }
        state = before.CurrentState;
        var consumed = (int)before.BytesConsumed;
        if (Error is null) position.MoveTo(buffer, consumed);
        if (Error is null) position.Cut(consumed);
        if (Error is null) Drop(consumed);
        return isLast;
    }

    /// <returns>False when the value is not there whole.</returns>
    private bool Take(ref Utf8JsonReader reader)
    {
        if (reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject) return true;
        var from = (int)reader.TokenStartIndex;
        position.MoveTo(buffer, from);
        switch (reader.CurrentDepth, reader.TokenType)
        {
            case (0, JsonTokenType.StartObject): root = Here; return true;
            case (1, JsonTokenType.PropertyName): TakeName(buffer.AsSpan(from, (int)reader.BytesConsumed - from)); return true;
            case (1, JsonTokenType.StartArray) when name?.Text == array: isInArray = true; Add(new JsonValue(JsonKind.Array, Here.Line,
                Here.Column, "", [], [])); return true;
            case (1, JsonTokenType.EndArray) when isInArray: isInArray = false; return true;
        }
        if (!reader.TrySkip()) return false;
        TakeValue(buffer.AsSpan(from, (int)reader.BytesConsumed - from));
        return true;
    }

    private FilePlace Here => new(position.Line, position.Column);

    /// <summary>The bytes go up to the colon.</summary>
    private void TakeName(ReadOnlySpan<byte> bytes)
    {
        if (Parse(bytes[..(bytes.LastIndexOf((byte)'"') + 1)]) is not { } value) return;
        name = (value.Text, Here);
        if (members.Exists(m => m.Name == value.Text)) Error = new ConfigError(position.Line, position.Column, "",
            ConfigError.Twice(value.Text), JsonText.MemberOnce);
    }

    private void TakeValue(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > limits.Bytes) TooLarge();
        else if (Parse(bytes) is not { } value) return;
        else if (isInArray) entry(value, count++);
        else if (name is not null) Add(value);
        else other = value;
    }

    private void Add(JsonValue value) =>
        members.Add(new JsonMember(name!.Value.Text, name.Value.Place.Line, name.Value.Place.Column, value));

    /// <summary>A value that begins here.</summary>
    private JsonValue? Parse(ReadOnlySpan<byte> bytes)
    {
        var parser = new JsonTreeReader(bytes, limits, position.AsStart());
        var value = parser.ReadAll();
        Error = parser.Error;
        return Error is null ? value : null;
    }

    private void TooLarge() => Error = new ConfigError(position.Line, position.Column, "",
        new($"超过 {limits.Bytes} 字节", $"more than {limits.Bytes} bytes"),
        new($"不超过 {limits.Bytes} 字节的值", $"a value of at most {limits.Bytes} bytes"));

    private void Fail(int offset)
    {
        while (!isLast && end < offset + LongestCharacter) Fill();
        var text = buffer.AsSpan(0, end);
        var bad = TextPosition.FirstInvalid(text);
        Error = bad >= 0 && bad <= offset
            ? JsonTreeReader.NotUtf8(text, position, bad)
            : JsonTreeReader.NotJson(text, position, offset);
    }

    private void Drop(int bytes)
    {
        buffer.AsSpan(bytes, end - bytes).CopyTo(buffer);
        end -= bytes;
    }

    /// <summary>
    /// Reads on. What is left of the block before is a value that is not there whole; the buffer grows with it up to what a value may
    /// have.
    /// </summary>
    private void Fill()
    {
        if (end == buffer.Length && end > limits.Bytes + block) TooLarge();
        else if (end == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
        if (Error is not null) return;
        var room = buffer.AsSpan(end);
        var read = stream.ReadAtLeast(room, room.Length, throwOnEndOfStream: false);
        isLast = read < room.Length;
        end += read;
    }
}
