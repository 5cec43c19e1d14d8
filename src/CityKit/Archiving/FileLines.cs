using System.Buffers;

namespace CityKit.Archiving;

/// <summary>A file's lines as bytes, each with its line feed, so that not one byte goes unseen.</summary>
internal static class FileLines
{
    private const int MaxBytes = 256 << 20; // the longest is a feed of 200,000 rows in base64, some 70 MiB

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="FormatException">A line is longer than any that is written.</exception>
    internal static IEnumerable<ReadOnlyMemory<byte>> Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var (part, line) = (new byte[1 << 16], new ArrayBufferWriter<byte>());
        while (file.Read(part) is var read and > 0)
            for (var rest = part.AsMemory(0, read); !rest.IsEmpty;)
            {
                var end = rest.Span.IndexOf((byte)'\n') + 1;
                var taken = end > 0 ? rest[..end] : rest;
                rest = rest[taken.Length..];
                line.Write(taken.Span);
                if (line.WrittenCount > MaxBytes) throw new FormatException($"a line has more than {MaxBytes} bytes");
                if (end == 0) continue;
                yield return line.WrittenMemory;
                line.ResetWrittenCount();
            }
        if (line.WrittenCount > 0) yield return line.WrittenMemory;
    }
}
