using System.IO.Compression;
using CityKit.Shared.Streams;

namespace CityKit.Import.Files;

/// <summary>
/// A packed file with one gzip member more behind its end. That member is unpacked to <see cref="Text"/> only if everything before it was
/// whole.
/// </summary>
internal sealed class GzipSeal(Stream packed) : ReadOnlyStream
{
    private static readonly byte[] Member = Pack();
    private int given;

    internal static ReadOnlySpan<byte> Text => "whole, whole, whole, whole\n"u8;

    /// <summary>Whether the file's own bytes are used up, so that whatever is unpacked from now on is not the file's.</summary>
    internal bool IsReached { get; private set; }

    /// <summary>Whether the file has no byte at all.</summary>
    internal bool IsEmpty { get; private set; } = true;

    public override int Read(Span<byte> buffer)
    {
        var read = IsReached ? 0 : packed.Read(buffer);
        if (read > 0) IsEmpty = false;
        return read > 0 || buffer.IsEmpty ? read : Give(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) packed.Dispose();
        base.Dispose(disposing);
    }

    private int Give(Span<byte> buffer)
    {
        IsReached = true;
        var count = Math.Min(buffer.Length, Member.Length - given);
        Member.AsSpan(given, count).CopyTo(buffer);
        given += count;
        return count;
    }

    private static byte[] Pack()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize)) gzip.Write(Text);
        return bytes.ToArray();
    }
}
