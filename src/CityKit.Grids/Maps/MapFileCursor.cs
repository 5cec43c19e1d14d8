using System.Buffers.Binary;
using System.Text;

namespace CityKit.Grids.Maps;

/// <summary>Takes values from the front of some bytes. After the first problem everything is empty.</summary>
internal ref struct MapFileCursor
{
    private readonly ReadOnlySpan<byte> bytes;
    private int at;

    internal MapFileCursor(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    internal MapFileProblem? Problem { get; private set; }

    internal readonly int Remaining => bytes.Length - at;

    internal void Fail(string reason, string en, string zh) => Problem ??= GridMapParser.Problem(reason, at, en, zh);

    internal void Skip(int count) => Take(count);

    internal int Number()
    {
        var taken = Take(sizeof(int));
        return taken.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(taken);
    }

    internal double Coordinate()
    {
        var taken = Take(sizeof(double));
        return taken.IsEmpty ? double.NaN : BinaryPrimitives.ReadDoubleLittleEndian(taken);
    }

    /// <summary>How many items follow, each of at least so many bytes.</summary>
    internal int Count(int bytesEach, int atLeast = 0)
    {
        var count = Number();
        if (count >= atLeast && (long)count * bytesEach <= Remaining) return Problem is null ? count : 0;
        Fail("truncated", $"A count of {count} does not fit the {Remaining} bytes that follow.", $"计数 {count} 与其后的 {Remaining} 字节不符。");
        return 0;
    }

    internal string Text(int mostBytes)
    {
        var length = Count(1);
        if (length > mostBytes) Fail("limit", $"A text of {length} bytes; at most {mostBytes}.", $"文本 {length} 字节，最多 {mostBytes} 字节。");
        return Encoding.UTF8.GetString(Take(length));
    }

    internal int[] Numbers()
    {
        var result = new int[Count(sizeof(int))];
        for (var i = 0; i < result.Length; i++) result[i] = Number();
        return result;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) Fail("truncated", "The file ends too early.", "文件提前结束。");
        if (Problem is not null) return [];
        at += count;
        return bytes.Slice(at - count, count);
    }
}
