using System.Buffers.Binary;
using System.IO.Compression;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>Unpacks a part of a PMTiles file, up to so many bytes.</summary>
internal static class PmTilesUnpacker
{
    private const int LengthBytes = 4;

    /// <summary>The bytes, or null when they are damaged or too many.</summary>
    internal static byte[]? Unpack(byte[] packed, PmTilesPacking packing, int most)
    {
        try
        {
            return packing switch
            {
                PmTilesPacking.Gzip => Whole(packed, Read(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), most)),
                PmTilesPacking.Brotli => Read(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), most),
                _ => packed.Length <= most ? packed : null,
            };
        }
        catch (Exception wrong) when (wrong is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>GZipStream takes a stream that ends early for whole; the last four bytes say how long it is.</summary>
    private static byte[]? Whole(byte[] packed, byte[]? bytes) =>
        bytes is not null && packed.Length > LengthBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(packed.Length - LengthBytes)) == bytes.Length ? bytes : null;

    private static byte[]? Read(Stream stream, int most)
    {
        using (stream)
        {
            var all = new MemoryStream();
            var buffer = new byte[16_384];
            for (int read; (read = stream.Read(buffer)) > 0 && all.Length <= most;) all.Write(buffer, 0, read);
            return all.Length <= most ? all.ToArray() : null;
        }
    }
}
