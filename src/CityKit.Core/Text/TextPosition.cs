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

    /// <summary>Moves on to an offset that is not before the last one.</summary>
    internal void MoveTo(ReadOnlySpan<byte> utf8, int to)
    {
        for (; offset < to; offset++)
        {
            if (utf8[offset] == (byte)'\n') (Line, Column) = (Line + 1, 1);
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
