namespace CityKit.Maps.Tiles;

/// <summary>Counts what is in a tile by its 64 x 64 cells.</summary>
internal sealed class CellCounts(TileAddress tile)
{
    /// <summary>A tile has 2^6 cells each way.</summary>
    internal const int CellBits = 6;

    private readonly Dictionary<ulong, int> counts = [];

    /// <summary>How many bits of a place's key are below a cell.</summary>
    internal int Below { get; } = 2 * Math.Max(0, WorldPoint.Bits - tile.Zoom - CellBits);

    /// <summary>A tile that counts some places.</summary>
    internal static byte[] Tile(TileAddress tile, IEnumerable<Core.GeoPoint> places)
    {
        var counts = new CellCounts(tile);
        foreach (var place in places) counts.Add(WorldPoint.Of(place));
        return counts.ToBytes();
    }

    internal void Add(WorldPoint point) => Add(point.Key >> Below, 1);

    /// <param name="cell">The key of a place in the cell, without the bits below it.</param>
    /// <param name="count">How many more.</param>
    internal void Add(ulong cell, int count) => counts[cell] = counts.GetValueOrDefault(cell) + count;

    internal byte[] ToBytes()
    {
        var features = new TileFeatures(tile);
        foreach (var (cell, count) in counts.OrderBy(cell => cell.Key))
            features.Add("counts", Middle(cell), ("count", count));
        return features.ToBytes();
    }

    private Core.GeoPoint Middle(ulong cell)
    {
        var half = Below > 0 ? 1u << (Below / 2 - 1) : 0;
        var corner = WorldPoint.OfKey(cell << Below);
        return new WorldPoint(corner.X + half, corner.Y + half).Place();
    }
}
