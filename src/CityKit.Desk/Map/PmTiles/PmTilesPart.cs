namespace CityKit.Desk.Map.PmTiles;

/// <summary>A stretch of a PMTiles file.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct PmTilesPart(ulong Offset, ulong Length)
{
    internal bool IsWithin(long length) => Offset <= (ulong)length && Length <= (ulong)length - Offset;

    /// <summary>A stretch of this one, or null when it is not within it.</summary>
    internal PmTilesPart? Inner(ulong offset, uint length) =>
        offset <= Length && length <= Length - offset ? new PmTilesPart(Offset + offset, length) : null;
}
