using System.Buffers;
using System.Runtime.CompilerServices;

namespace CityKit.Importing;

/// <summary>Lines of a file of work items.</summary>
internal static class ItemLines
{
    /// <summary>The longest line that is looked at; of a longer one no more is kept.</summary>
    internal const int MaxBytes = 1 << 20;

    private const int BlockBytes = 64 << 10;

    /// <summary>The lines that are not empty, some at once, with their numbers; one that is too long has one byte too many.</summary>
    internal static async IAsyncEnumerable<IReadOnlyList<(long Number, byte[] Line)>> ReadAsync(
        Stream file, int atOnce, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (some, number) = (new List<(long, byte[])>(atOnce), 0L);
        await foreach (var line in LinesAsync(file, cancellationToken).ConfigureAwait(false))
        {
            number++;
            if (line.AsSpan().Trim(" \t\r"u8).IsEmpty) continue;
            some.Add((number, line));
            if (some.Count < atOnce) continue;
            yield return some;
            some = new List<(long, byte[])>(atOnce);
        }
        if (some.Count > 0) yield return some;
    }

    private static async IAsyncEnumerable<byte[]> LinesAsync(Stream file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (block, line) = (new byte[BlockBytes], new ArrayBufferWriter<byte>());
        while (await file.ReadAsync(block, cancellationToken).ConfigureAwait(false) is var read and > 0)
            for (var rest = block.AsMemory(0, read); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                Keep(line, end < 0 ? rest.Span : rest.Span[..end]);
                rest = end < 0 ? default : rest[(end + 1)..];
                if (end < 0) continue;
                yield return line.WrittenSpan.ToArray();
                line.ResetWrittenCount();
            }
        if (line.WrittenCount > 0) yield return line.WrittenSpan.ToArray();
    }

    private static void Keep(ArrayBufferWriter<byte> line, ReadOnlySpan<byte> more) =>
        line.Write(more[..Math.Min(more.Length, MaxBytes + 1 - line.WrittenCount)]);
}
