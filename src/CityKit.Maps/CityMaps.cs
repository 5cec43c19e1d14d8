using System.Collections.Immutable;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>The maps that a hub shows (城市地图). Immutable: make another when a map or the registry has changed.</summary>
public sealed class CityMaps
{
    private readonly Lazy<ImmutableArray<MapLayer>> layers;

    /// <summary>Maps to show.</summary>
    /// <param name="grids">Maps of grids, each of another scheme; the first is shown when none is named.</param>
    /// <param name="compounds">The compounds; null for none.</param>
    /// <param name="components">The components; null for none.</param>
    /// <exception cref="ArgumentException">Two maps have one scheme, or one has no grid.</exception>
    public CityMaps(IEnumerable<GridMap> grids, CompoundMap? compounds = null, ComponentTiles? components = null)
    {
        ArgumentNullException.ThrowIfNull(grids);
        Grids = [.. grids.Select(map => new GridTiles(map))];
        Compounds = compounds is null ? null : new CompoundTiles(compounds);
        Components = components;
        layers = new(() => [.. MapLayer.Of(this)]);
        if (Grids.Any(tiles => tiles.Map.Grids.IsEmpty)) throw new ArgumentException("A map has no grid. 网格图为空。", nameof(grids));
        if (Schemes.Distinct().Count() < Grids.Length)
            throw new ArgumentException($"Two maps have one scheme: {string.Join(", ", Schemes)}. 两张网格图的体系相同。", nameof(grids));
    }

    /// <summary>The maps of grids.</summary>
    public ImmutableArray<GridTiles> Grids { get; }

    /// <summary>The compounds; null for none.</summary>
    public CompoundTiles? Compounds { get; }

    /// <summary>The components; null for none.</summary>
    public ComponentTiles? Components { get; }

    internal ImmutableArray<MapLayer> Layers => layers.Value;

    internal IEnumerable<string> Schemes => Grids.Select(tiles => tiles.Map.Grids[0].Scheme.Value);

    /// <summary>The map of a scheme, the first for null; null when there is none.</summary>
    internal GridTiles? Find(string? scheme) =>
        Grids.FirstOrDefault(tiles => scheme is null || tiles.Map.Grids[0].Scheme.Value == scheme);
}
