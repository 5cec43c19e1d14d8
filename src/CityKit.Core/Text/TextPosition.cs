using System.Text;

namespace CityKit.Core.Text;

/// <summary>Turns growing byte offsets of a UTF-8 text into lines and columns, walking each byte once.</summary>
internal struct TextPosition()
{
    private int offset;

    /// <summary>From 1.</summary>
    internal int Line { get; private set; } = 1;

    /// <summary>In code points, from 1.</summary>
    internal int Column { get; private set; } = 1;

    /// <summary>How many bytes of the line are before the offset.</summary>
    internal int LineBytes { get; private set; }

    /// <summary>The same place in a text that begins so many bytes later.</summary>
    internal void Cut(int bytes) => offset -= bytes;

    /// <summary>This place as the beginning of a text.</summary>
    internal readonly TextPosition AsStart()
    {
        var start = this;
        start.offset = 0;
        return start;
    }

    /// <summary>The offset of a byte of a line, from 0, that is not before this place.</summary>
    internal readonly int OffsetOf(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        if (line <= Line - 1) return (int)Math.Min(offset + byteInLine - LineBytes, utf8.Length);
        var at = offset;
        for (var ahead = line - (Line - 1); ahead > 0; ahead--) at += utf8[at..].IndexOf((byte)'\n') + 1;
        return (int)Math.Min(at + byteInLine, utf8.Length);
    }

    /// <summary>Moves on to an offset that is not before the last one.</summary>
    internal void MoveTo(ReadOnlySpan<byte> utf8, int to)
    {
        for (; offset < to; offset++)
        {
            LineBytes++;
            if (utf8[offset] == (byte)'\n') (Line, Column, LineBytes) = (Line + 1, 1, 0);
            else if ((utf8[offset] & 0xc0) != 0x80) Column++;
        }
    }

    /// <summary>The first byte that is no UTF-8; -1 when there is none.</summary>
    internal static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        if (System.Text.Unicode.Utf8.IsValid(utf8)) return -1;
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return at;
    }
}
