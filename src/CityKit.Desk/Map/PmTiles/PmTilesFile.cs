using System.Collections.Concurrent;
using System.Text.Json;
using CityKit.Core;
using CityKit.Maps.Tiles;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>
/// Tiles out of a PMTiles file of version 3, by reads of the pieces that are needed. Safe for many threads.
/// </summary>
internal sealed class PmTilesFile : IDisposable
{
    /// <summary>The most bytes of a tile, unpacked.</summary>
    internal const int MostTileBytes = 2 << 20;

    private const int MostDirectoryBytes = 16 << 20;
    private const int MostDepth = 4;
    private const int MostDirectories = 64;

    private readonly SafeFileHandle file;
    private readonly ConcurrentDictionary<ulong, PmTilesDirectory> directories = [];

    private PmTilesFile(SafeFileHandle file, PmTilesHeader header) => (this.file, Header) = (file, header);

    internal PmTilesHeader Header { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">Which.</param>
    /// <param name="problem">What is wrong, and where; null when nothing is.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static PmTilesFile? Open(string path, out LocalizedText? problem)
    {
        problem = File.Exists(path) ? null : PmTilesWords.NoFile(path);
        if (problem is not null) return null;
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        var bytes = new byte[PmTilesHeader.Bytes];
        var header = PmTilesHeader.Read(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)), RandomAccess.GetLength(file), out problem);
        if (header is not null) return new PmTilesFile(file, header);
        file.Dispose();
        return null;
    }

    /// <summary>A tile; none where the file has none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal PmTilesTile Read(TileAddress tile)
    {
        var (number, at) = (PmTilesNumber.Of(tile), Header.Root);
        for (var depth = 0; depth < MostDepth; depth++)
        {
            if (DirectoryAt(at, out var problem) is not { } directory) return new PmTilesTile(null, problem);
            if (directory.Find(number) is not { } entry || !entry.IsDirectory && !entry.Has(number)) return default;
            if ((entry.IsDirectory ? Header.Leaves : Header.Tiles).Inner(entry.Offset, entry.Length) is not { } part)
                return new PmTilesTile(null, PmTilesWords.Outside(number));
            if (!entry.IsDirectory) return TileAt(part);
            at = part;
        }
        return new PmTilesTile(null, PmTilesWords.Outside(number));
    }

    /// <summary>The names of the layers of vector tiles, as the metadata says; none of pictures.</summary>
    internal IReadOnlyList<string> Layers()
    {
        if (Header.Kind != PmTilesKind.Vector
            || Unpacked(Header.Metadata, Header.DirectoryPacking, MostDirectoryBytes) is not { } bytes) return [];
        try
        {
            using var metadata = JsonDocument.Parse(bytes);
            return metadata.RootElement.TryGetProperty("vector_layers", out var layers)
                ? [.. layers.EnumerateArray().Select(layer => layer.GetProperty("id").GetString()!)] : [];
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return []; // without them nothing is drawn of it, and the map says that
        }
    }

    public void Dispose() => file.Dispose();

    private PmTilesTile TileAt(PmTilesPart part) =>
        Unpacked(part, Header.TilePacking, MostTileBytes) is { } bytes ? new PmTilesTile(bytes, null)
            : new PmTilesTile(null, PmTilesWords.BadPart(part));

    private PmTilesDirectory? DirectoryAt(PmTilesPart part, out LocalizedText? problem)
    {
        problem = null;
        if (directories.TryGetValue(part.Offset, out var known)) return known;
        problem = PmTilesWords.BadPart(part);
        if (Unpacked(part, Header.DirectoryPacking, MostDirectoryBytes) is not { } bytes) return null;
        if (PmTilesDirectory.Read(bytes, out problem) is not { } read) return null;
        if (directories.Count >= MostDirectories) directories.Clear();
        return directories[part.Offset] = read;
    }

    private byte[]? Unpacked(PmTilesPart part, PmTilesPacking packing, int most)
    {
        if (part.Length > (ulong)most) return null;
        var bytes = new byte[part.Length];
        return RandomAccess.Read(file, bytes, (long)part.Offset) == bytes.Length ? PmTilesUnpacker.Unpack(bytes, packing, most) : null;
    }
}
