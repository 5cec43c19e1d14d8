using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>The tiles that cover a box.</summary>
internal static class TileCover
{
    private const int Most = 16;

    /// <summary>At most 16 tiles, of the nearest zoom that has no more.</summary>
    internal static IEnumerable<TileAddress> Of(GeoBox box)
    {
        for (var zoom = TileAddress.MostZoom; ; zoom--)
        {
            var first = TileAddress.At(GeoPoint.FromDegrees(box.West, box.North), zoom);
            var last = TileAddress.At(GeoPoint.FromDegrees(box.East, box.South), zoom);
            if ((long)(last.X - first.X + 1) * (last.Y - first.Y + 1) <= Most) return Between(first, last);
        }
    }

    private static IEnumerable<TileAddress> Between(TileAddress first, TileAddress last)
    {
        for (var x = first.X; x <= last.X; x++)
            for (var y = first.Y; y <= last.Y; y++)
                if (TileAddress.TryOf(first.Zoom, x, y, out var tile)) yield return tile;
    }
}
