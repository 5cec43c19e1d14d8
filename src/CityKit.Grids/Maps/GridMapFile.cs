using System.Security.Cryptography;

namespace CityKit.Grids.Maps;

/// <summary>Saves a map with its built index and loads it again without building (地图索引文件). The same map gives the same bytes.</summary>
/// <remarks>Little-endian, version 1: <c>CKGRIDS</c> and a zero byte, the version; the scheme; each grid with its rings; the raster's cells
/// and lists; SHA-256 of all before it. The hash finds damage; a file made to harm is found by checking every count, code, coordinate and
/// reference, and never makes the loader hold more than a small multiple of the file's size.</remarks>
public static class GridMapFile
{
    /// <summary>The largest file that is read: 1 GiB.</summary>
    public const long DefaultMaxBytes = 1L << 30;

    /// <summary>The version this package writes, and the only one it reads.</summary>
    public const ushort Version = 1;

    internal const int HashBytes = SHA256.HashSizeInBytes;
    private const int ReadBytes = 1 << 16;

    internal static ReadOnlySpan<byte> Magic => "CKGRIDS\0"u8;

    /// <summary>Writes the map to a stream.</summary>
    public static void Save(GridMap map, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new GridMapWriter(stream);
        writer.Write(map);
    }

    /// <summary>Reads a map from a stream, to its end. An exception comes only from the stream itself.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="maxBytes">The most bytes taken, at most <see cref="DefaultMaxBytes"/>; more are a problem.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 1 to <see cref="DefaultMaxBytes"/>.</exception>
    public static GridMapLoad Load(Stream stream, long maxBytes = DefaultMaxBytes)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (maxBytes is < 1 or > DefaultMaxBytes)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, $"The limit must be 1 to {DefaultMaxBytes} bytes.");
        using var bytes = new MemoryStream();
        var chunk = new byte[ReadBytes];
        for (var read = stream.Read(chunk); read > 0 && bytes.Length <= maxBytes; read = stream.Read(chunk)) bytes.Write(chunk, 0, read);
        if (bytes.Length > maxBytes)
            return new GridMapLoad(null,
                GridMapParser.Problem("limit", maxBytes, $"The file has more than {maxBytes} bytes.", $"文件超过 {maxBytes} 字节。"));
        return Load(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Reads a map from its bytes.</summary>
    public static GridMapLoad Load(ReadOnlySpan<byte> bytes)
    {
        var parser = new GridMapParser(bytes);
        return parser.Parse();
    }
}
