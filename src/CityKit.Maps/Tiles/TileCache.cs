using System.Collections.Concurrent;

namespace CityKit.Maps.Tiles;

/// <summary>Tiles that were made, up to so many bytes; what is in it is let go when it is full.</summary>
internal sealed class TileCache(long mostBytes = 64 << 20)
{
    private readonly ConcurrentDictionary<TileAddress, byte[]> tiles = [];
    private long bytes;

    internal byte[] Of(TileAddress tile, Func<TileAddress, byte[]> make)
    {
        if (tiles.TryGetValue(tile, out var made)) return made;
        made = make(tile);
        if (Interlocked.Add(ref bytes, made.Length + 64) > mostBytes) Empty(made.Length + 64);
        tiles[tile] = made;
        return made;
    }

    private void Empty(long first)
    {
        tiles.Clear();
        Interlocked.Exchange(ref bytes, first);
    }
}
