using CityKit.Maps.Tiles;

namespace CityKit.Desk.Map.PmTiles;

/// <summary>The number of a tile: zooms one after the other, each in the order of a Hilbert curve (D. Hilbert, 1891).</summary>
internal static class PmTilesNumber
{
    internal static ulong Of(TileAddress tile)
    {
        var (x, y, along) = (tile.X, tile.Y, 0UL);
        for (var side = 1 << tile.Zoom >> 1; side > 0; side >>= 1)
        {
            var (right, down) = ((x & side) > 0, (y & side) > 0);
            along += (ulong)side * (ulong)side * (ulong)((right ? 3 : 0) ^ (down ? 1 : 0));
            (x, y) = Turn(side, x, y, right, down);
        }
        return Before(tile.Zoom) + along;
    }

    /// <summary>How many tiles all smaller zooms have.</summary>
    private static ulong Before(int zoom) => ((1UL << (2 * zoom)) - 1) / 3;

    private static (int X, int Y) Turn(int side, int x, int y, bool right, bool down)
    {
        if (down) return (x, y);
        return right ? (side - 1 - y, side - 1 - x) : (y, x);
    }
}
