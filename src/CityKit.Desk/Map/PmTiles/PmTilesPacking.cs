namespace CityKit.Desk.Map.PmTiles;

/// <summary>How something is compressed, by the numbers of the format. Zstandard (4) is not read.</summary>
internal enum PmTilesPacking
{
    Unknown,
    None,
    Gzip,
    Brotli,
}
