namespace CityKit.Desk.Map.PmTiles;

/// <summary>What tiles are, by the numbers of the format.</summary>
internal enum PmTilesKind
{
    Unknown,
    Vector,
    Png,
    Jpeg,
    Webp,
}
