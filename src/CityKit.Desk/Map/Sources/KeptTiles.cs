using System.Collections.Concurrent;
using CityKit.Maps.Tiles;
using NodaTime;

namespace CityKit.Desk.Map.Sources;

/// <summary>Tiles of addresses that were asked, for an hour; what could not be read, for half a minute. All are let go at 64 MB.</summary>
internal sealed class KeptTiles(TimeProvider time)
{
    private const long MostBytes = 64 << 20;
    private const int BytesAround = 128;
    private static readonly Duration Keep = Duration.FromHours(1);
    private static readonly Duration KeepProblem = Duration.FromSeconds(30);

    private readonly ConcurrentDictionary<(string, TileAddress), (SourceTile Tile, Instant Until)> kept = [];
    private long bytes;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    internal SourceTile? Find(string source, TileAddress tile) =>
        kept.TryGetValue((source, tile), out var found) && Now < found.Until ? found.Tile : null;

    internal SourceTile Add(string source, TileAddress tile, SourceTile got)
    {
        var size = BytesAround + (got.Bytes?.Length ?? 0);
        if (Interlocked.Add(ref bytes, size) > MostBytes)
        {
            kept.Clear();
            Interlocked.Exchange(ref bytes, size);
        }
        kept[(source, tile)] = (got, Now + (got.Problem is null ? Keep : KeepProblem));
        return got;
    }
}
