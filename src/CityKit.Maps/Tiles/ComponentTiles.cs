using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;

namespace CityKit.Maps.Tiles;

/// <summary>
/// The components of a registry as vector tiles: layer <c>components</c> with <c>code</c>, <c>class</c> and <c>state</c>, or of a tile with
/// more than <see cref="MostFeatures"/> layer <c>counts</c>, a point with <c>count</c> for each of 64 x 64 cells that has any. Immutable,
/// 24 bytes a component, places kept to 2 cm; after a change of the registry, make it again.
/// </summary>
/// <remarks>Places are kept in the order of tiles (G. M. Morton, 1966), so that the components of any tile are one stretch, and how many
/// there are is two searches. Safe for many threads; not for a program that is compiled ahead of time (<see cref="GridTiles"/>).</remarks>
public sealed class ComponentTiles
{
    /// <summary>The most components of one tile.</summary>
    public const int MostFeatures = 5_000;

    private const int BoxBits = 32; // 2^16 units each way: 1.2 km on the equator
    private const int MajorDigits = 2;

    private readonly ulong[] keys;
    private readonly PlacedComponent[] components;

    internal ComponentTiles(ulong[] keys, PlacedComponent[] components) => (this.keys, this.components) = (keys, components);

    /// <summary>How many components there are.</summary>
    public int Count => keys.Length;

    /// <summary>The box around all components, to the kilometre; there is one at least.</summary>
    internal GeoBox Box =>
        GeoBox.Around([.. keys.Select(key => key >> BoxBits << BoxBits).Distinct().Select(key => WorldPoint.OfKey(key).Place())]);

    /// <summary>The major classes that there are, in order.</summary>
    internal IEnumerable<int> Majors => components.Select(component => component.Id.Class.Code).Distinct()
        .Select(code => int.Parse(code.AsSpan(0, MajorDigits), System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order();

    /// <summary>Tiles of some components.</summary>
    public static ComponentTiles Of(IEnumerable<ComponentPlace> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var builder = new ComponentSorter(0);
        foreach (var place in places) builder.Add(place);
        return builder.Build();
    }

    /// <summary>Tiles of every component of a store that is not removed.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async ValueTask<ComponentTiles> ReadAsync(IComponentStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var builder = new ComponentSorter((int)Math.Min(await store.CountAsync(cancellationToken).ConfigureAwait(false), int.MaxValue / 2));
        await foreach (var place in store.ReadPlacesAsync(cancellationToken).ConfigureAwait(false)) builder.Add(place);
        return builder.Build();
    }

    /// <summary>One tile; empty where there is no component.</summary>
    /// <param name="tile">Which.</param>
    /// <param name="classes">Only these classes and states; null for all.</param>
    public byte[] Tile(TileAddress tile, ClassFilter? classes = null)
    {
        var (from, until) = Stretch(tile);
        return Few(from, until, classes) is { } few && Drawn(tile, few) is { Length: <= TileFeatures.MostBytes } drawn ? drawn
            : Counts(tile, from, until, classes).ToBytes();
    }

    /// <summary>The same components, as they are drawn on a ground map of other coordinates.</summary>
    internal ComponentTiles In(TileDatum datum)
    {
        if (datum == TileDatum.Wgs84) return this;
        var shifted = new ComponentSorter(Count);
        for (var i = 0; i < Count; i++) shifted.Add(DatumShapes.Of(WorldPoint.OfKey(keys[i]).Place(), datum), components[i]);
        return shifted.Build();
    }

    /// <summary>The components in a box, in the order of tiles; null when there are more than so many.</summary>
    public IReadOnlyList<ComponentPlace>? Within(GeoBox box, ClassFilter? classes, int most)
    {
        List<ComponentPlace> found = [];
        foreach (var tile in TileCover.Of(box))
        {
            var (from, until) = Stretch(tile);
            for (var i = from; i < until; i++)
            {
                if (!IsOf(i, classes) || WorldPoint.OfKey(keys[i]).Place() is var place && !box.Contains(place)) continue;
                if (found.Count == most) return null;
                found.Add(new ComponentPlace(components[i].Id, place, components[i].State));
            }
        }
        return found;
    }

    /// <summary>Those of a tile, when they are few enough to be shown one by one.</summary>
    private List<int>? Few(int from, int until, ClassFilter? classes)
    {
        if (classes is null && until - from > MostFeatures) return null;
        List<int> few = [];
        for (var i = from; i < until; i++)
        {
            if (!IsOf(i, classes)) continue;
            if (few.Count == MostFeatures) return null;
            few.Add(i);
        }
        return few;
    }

    private byte[] Drawn(TileAddress tile, List<int> few)
    {
        var features = new TileFeatures(tile);
        foreach (var i in few) Add(features, i);
        return features.ToBytes();
    }

    private void Add(TileFeatures features, int at)
    {
        var id = components[at].Id;
        features.Add("components", WorldPoint.OfKey(keys[at]).Place(),
            ("code", $"{id}"), ("class", id.Class.Code), ("state", components[at].State.ToTerm()));
    }

    private CellCounts Counts(TileAddress tile, int from, int until, ClassFilter? classes)
    {
        var counts = new CellCounts(tile);
        for (var i = from; i < until;)
        {
            var cell = keys[i] >> counts.Below;
            var end = classes is null ? FirstFrom((cell + 1) << counts.Below) : i + 1;
            if (IsOf(i, classes)) counts.Add(cell, end - i);
            i = end;
        }
        return counts;
    }

    private bool IsOf(int at, ClassFilter? classes) => classes is null || classes.Contains(components[at].Id);

    /// <summary>The components of a tile: from the first until before the last.</summary>
    private (int From, int Until) Stretch(TileAddress tile)
    {
        var below = WorldPoint.Bits - tile.Zoom;
        var first = new WorldPoint((uint)tile.X << below, (uint)tile.Y << below).Key;
        return (FirstFrom(first), FirstFrom(first + (1UL << (2 * below))));
    }

    private int FirstFrom(ulong key)
    {
        var (from, until) = (0, keys.Length);
        while (from < until)
        {
            var middle = from + (until - from) / 2;
            if (keys[middle] < key) from = middle + 1;
            else until = middle;
        }
        return from;
    }
}
