using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Map.PmTiles;
using CityKit.Desk.Words;
using CityKit.Maps.Tiles;
using Microsoft.Extensions.Options;

namespace CityKit.Desk.Map.Sources;

/// <summary>The ground maps that the application added. A file that was exchanged is reopened.</summary>
internal sealed class MapSources(IOptions<DeskOptions> options, AskedTiles asked)
{
    private readonly ConcurrentDictionary<string, (DateTime Written, PmTilesFile File)> files = [];

    /// <summary>All of them, in order, also those that cannot be shown now.</summary>
    internal IReadOnlyList<MapSource> All() => [.. options.Value.Tiles.Select(Of)];

    /// <summary>A tile of one; null when there is no such ground map.</summary>
    internal async ValueTask<SourceTile?> TileAsync(string id, TileAddress tile, CancellationToken cancellationToken)
    {
        if (options.Value.Tiles.FirstOrDefault(source => source.Id == id) is not { OwnPath: null } source) return null;
        if (source.File is null) return await asked.ReadAsync(source, tile, cancellationToken).ConfigureAwait(false);
        var opened = Of(source);
        return opened.File is null ? new SourceTile(null, opened.Problem) : Read(opened.File, tile);
    }

    private MapSource Of(TileSource source)
    {
        if (source.File is null) return new MapSource(source, null, null);
        try
        {
            return new MapSource(source, Opened(source.File, out var problem), problem is null ? null
                : MapWords.With(MapWords.FileFails, source.Title, problem));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return new MapSource(source, null, MapWords.With(MapWords.FileFails, source.Title, wrong.GetType().Name));
        }
    }

    private PmTilesFile? Opened(string path, out LocalizedText? problem)
    {
        problem = null;
        var written = File.GetLastWriteTimeUtc(path);
        if (files.TryGetValue(path, out var known) && known.Written == written) return known.File;
        if (PmTilesFile.Open(path, out problem) is not { } file) return null;
        files[path] = (written, file);
        return file;
    }

    private static SourceTile Read(PmTilesFile file, TileAddress tile)
    {
        var read = file.Read(tile);
        return new SourceTile(read.Bytes, read.Problem);
    }
}
