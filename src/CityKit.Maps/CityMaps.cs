using System.Collections.Immutable;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Maps.Tiles;

namespace CityKit.Maps;

/// <summary>The maps that a hub shows (城市地图). Immutable: make another when a map or the registry has changed.</summary>
public sealed class CityMaps
{
    private readonly Lazy<ImmutableArray<MapLayer>> layers;
    private readonly Lazy<CityMaps> gcj02;

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
        (layers, gcj02) = (new(() => [.. MapLayer.Of(this)]), new(() => new CityMaps(this, TileDatum.Gcj02)));
        if (Grids.Any(tiles => tiles.Map.Grids.IsEmpty)) throw new ArgumentException("A map has no grid. 网格图为空。", nameof(grids));
        if (Schemes.Distinct().Count() < Grids.Length)
            throw new ArgumentException($"Two maps have one scheme: {string.Join(", ", Schemes)}. "
                + $"两张网格图的体系相同：{string.Join("、", Schemes)}。", nameof(grids));
    }

    private CityMaps(CityMaps of, TileDatum datum)
    {
        Grids = [.. of.Grids.Select(tiles => new GridTiles(tiles.Map, datum))];
        Compounds = of.Compounds is null ? null : new CompoundTiles(of.Compounds.Map, datum);
        Components = of.Components?.In(datum);
        (layers, gcj02) = (of.layers, new(this));
    }

    /// <summary>The same maps, cut so that they fit on a ground map of other coordinates; made with the first call, and kept.</summary>
    public CityMaps In(TileDatum datum) => datum == TileDatum.Wgs84 ? this : gcj02.Value;

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
