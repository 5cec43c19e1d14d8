using System.IO.Compression;
using CityKit.Core;

namespace CityKit.Credentials.Status;

/// <summary>Whole byte strings to and from zlib (RFC 1950), with a limit.</summary>
internal static class ZlibBytes
{
    private const int FirstBytes = 64 << 10;

    internal static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Inflates at most a number of bytes: room is made for what has come, never for what a stream announces.</summary>
    /// <returns>The bytes, or null with what was found.</returns>
    internal static byte[]? Inflate(byte[] packed, int maxBytes, out LocalizedText? found)
    {
        found = null;
        using var input = new WatchedInput(packed);
        try
        {
            using var zlib = new ZLibStream(input, CompressionMode.Decompress, leaveOpen: true);
            var bytes = ReadUpTo(zlib, maxBytes);
            if (bytes is null) found = new($"超过 {maxBytes} 字节的流", $"a stream of more than {maxBytes} bytes");
            else if (!input.WasReadToItsEnd) found = new("被截断的流，或流后多余的字节", "a stream that was cut, or bytes after its end");
            return found is null ? bytes : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException) // the second for a stream that asks for a dictionary
        {
            found = new("不是 zlib 的字节", "bytes that are not zlib's");
            return null;
        }
    }

    private static byte[]? ReadUpTo(ZLibStream zlib, int maxBytes)
    {
        var buffer = new byte[Math.Min(FirstBytes, maxBytes + 1)];
        var length = 0;
        while (zlib.Read(buffer, length, buffer.Length - length) is > 0 and var read)
        {
            length += read;
            if (length > maxBytes) return null;
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(2 * length, maxBytes + 1));
        }
        return buffer[..length];
    }

    /// <summary>
    /// <see cref="ZLibStream"/> takes a stream that was cut, and one with bytes after its end, without a word. So the last byte is handed
    /// out by itself: it has to be asked for, and nothing after it.
    /// </summary>
    private sealed class WatchedInput(byte[] bytes) : MemoryStream(bytes, writable: false)
    {
        private bool askedForMore;

        internal bool WasReadToItsEnd => Position == Length && !askedForMore;

        public override int Read(byte[] buffer, int offset, int count)
        {
            askedForMore |= Position == Length;
            return base.Read(buffer, offset, Position < Length - 1 ? (int)Math.Min(count, Length - 1 - Position) : count);
        }
    }
}
