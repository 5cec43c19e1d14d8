using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityKit.Cli.Components;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Maps.Pages;
using CityKit.Maps.Pictures;
using CityKit.Sqlite;

namespace CityKit.Cli.Maps;

/// <summary>
/// Counts the components of a registry by grid and class, each located by where it is; for a part of a city keeps them one by one too.
/// </summary>
/// <param name="grids">The grids.</param>
/// <param name="part">The part of the city; null for all of it.</param>
/// <param name="catalogue">A city's own classes; null for none.</param>
internal sealed class ComponentCount(IReadOnlyList<Grid> grids, MapPart? part, ClassCatalogue? catalogue)
{
    private readonly GridMap map = new(grids);
    private readonly Dictionary<ClassKey, LocalizedText> names = [];

    private readonly Dictionary<string, Dictionary<ClassKey, int>> counts =
        grids.ToDictionary(grid => grid.Code, _ => new Dictionary<ClassKey, int>(), StringComparer.Ordinal);

    /// <summary>Those of the part.</summary>
    internal List<MapDot> Dots { get; } = [];

    /// <summary>How many are in no grid; of a part that is a grid, all others are elsewhere and not counted here.</summary>
    internal long Outside { get; private set; }

    internal double Of(string code) => counts[code].Values.Sum();

    /// <summary>How many of each class are in a grid, the commonest first.</summary>
    internal ImmutableArray<CountPart> PartsOf(string code) =>
        [.. counts[code].OrderByDescending(count => count.Value).ThenBy(count => count.Key)
            .Select(count => new CountPart(NameOf(count.Key), count.Value))];

    internal async Task ReadAsync(Terminal terminal, string database, ClassFilter? classes, CancellationToken cancel)
    {
        await using var store = new SqliteComponentStore(ComponentOptions.Existing(database));
        await store.OpenAsync(cancel).ConfigureAwait(false);
        var progress = new ProgressLine(terminal, "components", await store.CountAsync(cancel).ConfigureAwait(false));
        var done = 0L;
        await foreach (var place in store.ReadPlacesAsync(cancel).ConfigureAwait(false))
        {
            if (classes is null || classes.Contains(place.Id)) Add(place);
            progress.Report(++done);
        }
        progress.End();
    }

    private void Add(ComponentPlace place)
    {
        if (part?.Contains(place.Location) == false) return;
        if (!map.TryLocate(place.Location, out var grid)) Outside += part is { IsGrid: true } ? 0 : 1;
        else CollectionsMarshal.GetValueRefOrAddDefault(counts[grid.Code], place.Id.Class, out _)++;
        if (grid is not null && part is not null) Keep(place);
    }

    private void Keep(ComponentPlace place)
    {
        if (Dots.Count == HtmlMap.MostDots)
            throw new ToolException(
                $"The part has more than {HtmlMap.MostDots} components; choose a smaller --part or a --class. "
                    + $"该范围内的部件超过 {HtmlMap.MostDots} 个，请缩小 --part 或指定 --class。");
        Dots.Add(new MapDot($"{place.Id}", NameOf(place.Id.Class), place.Location));
    }

    private LocalizedText NameOf(ClassKey key)
    {
        if (names.TryGetValue(key, out var known)) return known;
        var found = catalogue?.Find(key) ?? ClassCatalogue.GbT47678.Find(key) ?? ClassCatalogue.GbT30428.Find(key);
        return names[key] = found?.Name ?? new LocalizedText(key.Code, key.Code);
    }
}
