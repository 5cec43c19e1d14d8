namespace CityKit.Desk.Map.PmTiles;

/// <summary>An entry of a directory: some tiles with one content, or another directory.</summary>
/// <param name="First">The number of the first tile.</param>
/// <param name="Run">How many tiles in a row have it; 0 of a directory.</param>
/// <param name="Offset">Where it is, from the beginning of its part.</param>
/// <param name="Length">How many bytes.</param>
internal readonly record struct PmTilesEntry(ulong First, uint Run, ulong Offset, uint Length)
{
    internal bool IsDirectory => Run == 0;

    internal bool Has(ulong tile) => tile - First < Run;
}
