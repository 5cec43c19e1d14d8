using System.Buffers.Binary;
using CityKit.Core;
using CityKit.Desk.Words;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>The first 127 bytes of a PMTiles file: where its parts are and what it holds.</summary>
internal sealed record PmTilesHeader
{
    internal const int Bytes = 127;
    private const byte Version = 3;
    private const int VersionAt = 7;

    internal required PmTilesPart Root { get; init; }
    internal required PmTilesPart Metadata { get; init; }
    internal required PmTilesPart Leaves { get; init; }
    internal required PmTilesPart Tiles { get; init; }
    internal required PmTilesPacking DirectoryPacking { get; init; }
    internal required PmTilesPacking TilePacking { get; init; }
    internal required PmTilesKind Kind { get; init; }
    internal required int MostZoom { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="bytes">The file's first bytes.</param>
    /// <param name="length">How long the file is.</param>
    /// <param name="problem">What is wrong, and where; null when nothing is.</param>
    internal static PmTilesHeader? Read(ReadOnlySpan<byte> bytes, long length, out LocalizedText? problem)
    {
        problem = Check(bytes);
        if (problem is not null) return null;
        var header = new PmTilesHeader
        {
            Root = PartAt(bytes, 8), Metadata = PartAt(bytes, 24), Leaves = PartAt(bytes, 40), Tiles = PartAt(bytes, 56),
            DirectoryPacking = (PmTilesPacking)bytes[97], TilePacking = (PmTilesPacking)bytes[98], Kind = (PmTilesKind)bytes[99], MostZoom =
                bytes[101],
        };
        problem = header.Check(length);
        return problem is null ? header : null;
    }

    private static LocalizedText? Check(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Bytes) return PmTilesWords.TooShort(bytes.Length, Bytes);
        if (!bytes.StartsWith("PMTiles"u8)) return PmTilesWords.NoPmTiles;
        return bytes[VersionAt] == Version ? null : PmTilesWords.OtherVersion(bytes[VersionAt]);
    }

    private LocalizedText? Check(long length)
    {
        foreach (var (name, part) in ((string, PmTilesPart)[])[("root directory", Root), ("metadata", Metadata),
            ("leaf directories", Leaves), ("tiles", Tiles)])
            if (!part.IsWithin(length)) return PmTilesWords.PartOutside(name, part, length);
        if (!CanRead(DirectoryPacking)) return PmTilesWords.OtherPacking((int)DirectoryPacking, 97);
        if (!CanRead(TilePacking)) return PmTilesWords.OtherPacking((int)TilePacking, 98);
        return Kind is >= PmTilesKind.Vector and <= PmTilesKind.Webp ? null : PmTilesWords.OtherKind((int)Kind);
    }

    private static bool CanRead(PmTilesPacking packing) => packing is PmTilesPacking.None or PmTilesPacking.Gzip or PmTilesPacking.Brotli;

    private static PmTilesPart PartAt(ReadOnlySpan<byte> bytes, int at) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[(at + 8)..]));
}
