using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CityKit.Desk.Tests.Map;

/// <summary>Writes small PMTiles files of version 3, as the format's page says, for the reader's tests.</summary>
internal static class PmTilesMaker
{
    private const int HeaderBytes = 127;

    internal static byte[] Vector { get; } = [0x1a, 0x00];

    /// <summary>A picture of one dot.</summary>
    internal static byte[] Picture { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    /// <summary>Tiles by number; equal neighbours are one entry.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <param name="packing">1 none, 2 gzip, 3 brotli.</param>
    /// <param name="kind">1 vector, 2 PNG.</param>
    /// <param name="leaves">Whether each entry is in a leaf directory of its own.</param>
    /// <param name="mostZoom">The nearest zoom.</param>
    /// <param name="layers">Layers of vector tiles.</param>
    internal static byte[] File(
        SortedDictionary<ulong, byte[]> tiles, int packing = 2, int kind = 1, bool leaves = false, int mostZoom = 4, params string[] layers)
    {
        var (data, leaf, entries, roots) = (new MemoryStream(), new MemoryStream(), new List<ulong[]>(), new List<ulong[]>());
        foreach (var (number, bytes) in tiles)
        {
            var packed = Pack(bytes, packing);
            entries.Add([number, 1, (ulong)packed.Length, (ulong)data.Length + 1]);
            data.Write(packed);
        }
        foreach (var entry in leaves ? entries : [])
        {
            var packed = Pack(Directory([entry]), packing);
            roots.Add([entry[0], 0, (ulong)packed.Length, (ulong)leaf.Length + 1]);
            leaf.Write(packed);
        }
        var named = string.Join(",", layers.Select(layer => $"{{\"id\":\"{layer}\",\"fields\":{{}}}}"));
        var metadata = Pack(Encoding.UTF8.GetBytes($"{{\"vector_layers\":[{named}]}}"), packing);
        return File(Pack(Directory(leaves ? roots : entries), packing), metadata, leaf.ToArray(), data.ToArray(), packing, kind, mostZoom);
    }

    /// <summary>A directory: the number of entries, then column by column.</summary>
    internal static byte[] Directory(IReadOnlyList<ulong[]> entries)
    {
        var stream = new MemoryStream();
        Write(stream, (ulong)entries.Count);
        for (var i = 0; i < entries.Count; i++) Write(stream, entries[i][0] - (i == 0 ? 0 : entries[i - 1][0]));
        for (var column = 1; column < 4; column++) foreach (var entry in entries) Write(stream, entry[column]);
        return stream.ToArray();
    }

    private static byte[] File(byte[] root, byte[] metadata, byte[] leaves, byte[] data, int packing, int kind, int mostZoom)
    {
        var header = new byte[HeaderBytes];
        "PMTiles"u8.CopyTo(header);
        header[7] = 3;
        var (at, place) = (HeaderBytes, 8);
        foreach (var part in (byte[][])[root, metadata, leaves, data])
        {
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(place), (ulong)at);
            BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(place + 8), (ulong)part.Length);
            (at, place) = (at + part.Length, place + 16);
        }
        (header[97], header[98], header[99], header[101]) = ((byte)packing, (byte)packing, (byte)kind, (byte)mostZoom);
        return [.. header, .. root, .. metadata, .. leaves, .. data];
    }

    private static byte[] Pack(byte[] bytes, int packing)
    {
        if (packing is not (2 or 3)) return bytes;
        var packed = new MemoryStream();
        using (Stream stream = packing == 2 ? new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)
            : new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(bytes);
        return packed.ToArray();
    }

    private static void Write(MemoryStream stream, ulong number)
    {
        for (; number >= 0x80; number >>= 7) stream.WriteByte((byte)(number | 0x80));
        stream.WriteByte((byte)number);
    }
}
