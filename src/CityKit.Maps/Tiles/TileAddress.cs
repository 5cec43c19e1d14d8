using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>
/// Which piece of the world map a tile is (瓦片编号): zoom, column from the west, row from the north, as web maps count (z/x/y).
/// <c>default</c> is the tile of the whole world, 0/0/0.
/// </summary>
public readonly record struct TileAddress
{
    /// <summary>The nearest zoom: a unit of a tile is 9 mm on the equator.</summary>
    public const int MostZoom = 20;

    private TileAddress(int zoom, int x, int y) => (Zoom, X, Y) = (zoom, x, y);

    /// <summary>0, the whole world, to <see cref="MostZoom"/>.</summary>
    public int Zoom { get; }

    /// <summary>The column, 0 to 2^zoom − 1.</summary>
    public int X { get; }

    /// <summary>The row, 0 to 2^zoom − 1.</summary>
    public int Y { get; }

    /// <summary>The box it covers.</summary>
    public GeoBox Bounds => BoxOf(0);

    /// <summary>A tile, or false when there is none of that number.</summary>
    public static bool TryOf(long zoom, long x, long y, out TileAddress tile)
    {
        var exists = zoom is >= 0 and <= MostZoom && x >= 0 && x < 1L << (int)zoom && y >= 0 && y < 1L << (int)zoom;
        tile = exists ? new TileAddress((int)zoom, (int)x, (int)y) : default;
        return exists;
    }

    /// <summary>The tile of a zoom that a place is in.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The zoom is not 0 to <see cref="MostZoom"/>.</exception>
    public static TileAddress At(GeoPoint place, int zoom)
    {
        if (zoom is < 0 or > MostZoom) throw new ArgumentOutOfRangeException(nameof(zoom), zoom,
            $"The zoom is 0 to {MostZoom}.");
        var point = WorldPoint.Of(place);
        return new TileAddress(zoom, (int)(point.X >> (WorldPoint.Bits - zoom)), (int)(point.Y >> (WorldPoint.Bits - zoom)));
    }

    /// <summary>The box with a part of the tile's width around it.</summary>
    internal GeoBox BoxOf(double around)
    {
        var side = Math.ScaleB(1, WorldPoint.Bits - Zoom);
        var (west, north) = WorldPoint.Degrees((X - around) * side, (Y - around) * side);
        var (east, south) = WorldPoint.Degrees((X + 1 + around) * side, (Y + 1 + around) * side);
        return new GeoBox(Math.Max(west, -180), south, Math.Min(east, 180), north);
    }

    /// <summary>z/x/y.</summary>
    public override string ToString() => $"{Zoom}/{X}/{Y}";
}
