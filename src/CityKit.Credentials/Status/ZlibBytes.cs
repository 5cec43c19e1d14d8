using System.Buffers.Binary;
using System.IO.Compression;

namespace CityKit.Credentials.Status;

/// <summary>Whole byte strings to and from zlib (RFC 1950), with a limit.</summary>
/// <remarks>
/// <see cref="ZLibStream"/> takes a stream that was cut, and one with bytes after its end, without a word. So the checksum with which a stream
/// ends is compared here too: it has to be the last thing, and of all that was inflated.
/// </remarks>
internal static class ZlibBytes
{
    private const int FirstBytes = 64 << 10;
    private const int ChecksumBytes = 4;

    internal static byte[] Deflate(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Inflates at most a number of bytes: room is made for what has come, never for what a stream announces.</summary>
    /// <returns>The bytes, or null with what was found.</returns>
    internal static byte[]? Inflate(ReadOnlySpan<byte> packed, int maxBytes, out string? found)
    {
        found = null;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var bytes = ReadUpTo(zlib, maxBytes);
            if (bytes is null) found = $"a stream of more than {maxBytes} bytes";
            else if (!EndsWithChecksum(packed, bytes)) found = "a stream that was cut, or bytes after its end";
            return found is null ? bytes : null;
        }
        catch (InvalidDataException)
        {
            found = "bytes that are not zlib's";
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

    private static bool EndsWithChecksum(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> bytes) =>
        packed.Length > ChecksumBytes && BinaryPrimitives.ReadUInt32BigEndian(packed[^ChecksumBytes..]) == Adler32(bytes);

    private static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        const uint Modulus = 65521;
        const int Block = 5552; // the most bytes whose sums fit into 32 bits
        uint a = 1, b = 0;
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(Block, bytes.Length)..])
        {
            foreach (var value in bytes[..Math.Min(Block, bytes.Length)])
            {
                a += value;
                b += a;
            }
            a %= Modulus;
            b %= Modulus;
        }
        return b << 16 | a;
    }
}
