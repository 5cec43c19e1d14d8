using CityKit.Maps.Tiles;
using NetTopologySuite.Features;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace CityKit.Maps.Tests.Support;

/// <summary>Reads a tile as another program does.</summary>
internal static class ReadTile
{
    internal static IReadOnlyDictionary<string, List<IFeature>> Layers(TileAddress tile, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var read = new MapboxTileReader().Read(stream, new NetTopologySuite.IO.VectorTiles.Tiles.Tile(tile.X, tile.Y, tile.Zoom));
        return read.Layers.ToDictionary(layer => layer.Name, layer => layer.Features.ToList());
    }

    internal static string Text(this IFeature feature, string name) => $"{feature.Attributes[name]}";
}
