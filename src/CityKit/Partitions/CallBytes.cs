using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Partitions;

/// <summary>What the codecs of calls and answers have in common.</summary>
internal static class CallBytes
{
    private const int HeadBytes = 5; // of a text, or of an array of them
    private const int MaxText = 64 << 10;

    /// <summary>The kind, then what is asked.</summary>
    internal static ReadOnlyMemory<byte> Of(CallKind kind, ReadOnlySpan<byte> asked)
    {
        var bytes = new byte[asked.Length + 1];
        bytes[0] = (byte)kind;
        asked.CopyTo(bytes.AsSpan(1));
        return bytes;
    }

    /// <summary>What a reader throws at damaged bytes is one thing, whichever part of it noticed.</summary>
    /// <exception cref="FormatException">They are damaged.</exception>
    internal static T Sound<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is not (FormatException or OutOfMemoryException))
        {
            throw Damaged(wrong.Message, wrong);
        }
    }

    /// <exception cref="FormatException">The reader found something wrong, or more bytes than it read.</exception>
    internal static void CheckEnd(in WireReader reader)
    {
        if (reader.Error is { } wrong) throw Damaged($"{wrong}");
        if (!reader.AtEnd) throw new FormatException("More bytes follow a call or its answer. 分区调用之后有多余字节。");
    }

    private static FormatException Damaged(string why, Exception? cause = null) =>
        new($"The bytes of a call or its answer are damaged: {why} 分区调用或其应答的内容已损坏。", cause);

    /// <summary>An array of so many values.</summary>
    internal static void ReadHead(ref WireReader reader, int fields)
    {
        var found = reader.ReadArrayHeader();
        if (found != fields) reader.Reject(0, WireError.Values(found), LocalizedText.Values($"{fields}"));
    }

    /// <summary>A number from 0 on.</summary>
    internal static int ReadNumber(ref WireReader reader, int most)
    {
        var (at, found) = (reader.Position, reader.ReadInt64());
        if (found >= 0 && found <= most) return (int)found;
        reader.Reject(at, LocalizedText.Values($"{found}"), WireError.Between(0, most));
        return 0;
    }

    internal static int LengthOf(Refusal? refusal) => refusal is null ? 1
        : 5 * HeadBytes + TextBytes(refusal.Code) + LengthOf(refusal.Message) + refusal.Allowed.Sum(TextBytes);

    internal static int LengthOf(LocalizedText? text) => text is null ? 1 : HeadBytes + TextBytes(text.Zh) + TextBytes(text.En);

    internal static void Write(ref WireWriter writer, Refusal? refusal)
    {
        if (refusal is null)
        {
            writer.WriteNil();
            return;
        }
        writer.WriteArrayHeader(3);
        writer.WriteString(refusal.Code);
        Write(ref writer, refusal.Message);
        writer.WriteArrayHeader(refusal.Allowed.Count);
        foreach (var allowed in refusal.Allowed) writer.WriteString(allowed);
    }

    internal static Refusal? ReadRefusal(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadArrayHeader();
        var (code, message) = (reader.ReadString(MaxText), ReadText(ref reader));
        var allowed = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < allowed.Length; i++) allowed[i] = reader.ReadString(MaxText);
        return new Refusal(code, message ?? new LocalizedText("", ""), allowed);
    }

    internal static void Write(ref WireWriter writer, LocalizedText? text)
    {
        if (text is null)
        {
            writer.WriteNil();
            return;
        }
        writer.WriteArrayHeader(2);
        writer.WriteString(text.Zh);
        writer.WriteString(text.En);
    }

    internal static LocalizedText? ReadText(ref WireReader reader)
    {
        if (reader.TryReadNil()) return null;
        reader.ReadArrayHeader();
        return new LocalizedText(reader.ReadString(MaxText), reader.ReadString(MaxText));
    }

    private static int TextBytes(string text) => HeadBytes + 3 * text.Length;
}
