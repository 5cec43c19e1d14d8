using CityKit.Core;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>What a file says to a tile.</summary>
/// <param name="Bytes">The tile, unpacked; null when the file has none there.</param>
/// <param name="Problem">What is damaged, and where; null when nothing is.</param>
internal readonly record struct PmTilesTile(byte[]? Bytes, LocalizedText? Problem);
