using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Grids.Nets;

/// <summary>
/// Answers who is responsible (责任查询): place, matter, net and day in, the net's chain of levels out. Immutable; any number of threads may
/// ask at once.
/// </summary>
/// <remarks>
/// At each level those answer whose duty fits the matter most closely: a duty for the class before one for its major class before one for
/// all matters.
/// </remarks>
public sealed class NetLocator
{
    private readonly NetBook book;
    private readonly ImmutableArray<GridMap> maps;
    private readonly FrozenDictionary<UnitGridCode, ImmutableArray<GridUnion>> unionsOfGrid;
    private readonly FrozenDictionary<AreaCode, ImmutableArray<GridUnion>> unionsOfArea;
    private readonly FrozenDictionary<(NetId Net, string Place), ImmutableArray<Duty>> duties;

    /// <summary>
    /// A locator over a book and the maps its grids are on: unit grids, areas, evaluation grids and so on, one map a scheme.
    /// </summary>
    public NetLocator(NetBook book, params IEnumerable<GridMap> maps)
    {
        (this.book, this.maps) = (book, [.. maps]);
        unionsOfGrid = book.Unions.SelectMany(union => union.UnitGrids.Select(code => (Code: code, Union: union)))
            .GroupBy(pair => pair.Code)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Union).ToImmutableArray());
        unionsOfArea = book.Unions.SelectMany(union => union.Areas.Select(code => (Code: code, Union: union))).GroupBy(pair => pair.Code)
            .ToFrozenDictionary(group => group.Key, group => group.Select(pair => pair.Union).ToImmutableArray());
        duties = book.Duties.GroupBy(duty => (duty.Net, duty.Place))
            .ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    /// <summary>Who answers for a place, for a matter, in a net, on a day; null when the book has no such net.</summary>
    /// <param name="place">The place.</param>
    /// <param name="matter">The matter's class key as text, such as <c>GB/T 47678.5-2026:matter:06010</c>.</param>
    /// <param name="net">The net.</param>
    /// <param name="on">The day.</param>
    public NetAnswer? WhoAnswers(GeoPoint place, string matter, NetId net, LocalDate on)
    {
        if (book.FindNet(net) is not { } found) return null;
        SortedSet<GridKey> grids = [];
        var area = Locate(place, grids);
        AddUnions(grids, area, on);
        var fitting = DutiesAt(grids, area, net).Where(duty => duty.Valid.Contains(on) && duty.Fit(matter) >= 0)
            .ToLookup(duty => duty.Level);
        return new NetAnswer(found, [.. grids], area,
            [.. found.Levels.Reverse().Select(level => new NetStep(level, Closest(fitting[level.Id], matter)))]);
    }

    // The narrowest area any map shows, from a unit grid's code or an area's own.
    private AreaCode Locate(GeoPoint place, SortedSet<GridKey> grids)
    {
        var area = default(AreaCode);
        foreach (var map in maps)
        {
            if (!map.TryLocate(place, out var grid)) continue;
            grids.Add(grid.Key);
            if (grid.AreaCode.Level > area.Level) area = grid.AreaCode;
        }
        return area;
    }

    private void AddUnions(SortedSet<GridKey> grids, AreaCode area, LocalDate on)
    {
        var unitGrids = grids.Where(key => key.Scheme == GridScheme.UnitGrid).Select(key => UnitGridCode.Parse(key.Code).ToFifteenDigits())
            .ToList();
        var unions = unitGrids.SelectMany(code => Of(unionsOfGrid, code)).Concat(Upwards(area).SelectMany(code => Of(unionsOfArea, code)));
        foreach (var union in unions.Where(union => union.Valid.Contains(on))) grids.Add(union.Key);
    }

    private IEnumerable<Duty> DutiesAt(SortedSet<GridKey> grids, AreaCode area, NetId net) =>
        grids.Select(key => key.ToString()).Concat(Upwards(area).Select(code => code.ToString()))
            .SelectMany(place => Of(duties, (net, place)));

    private static ImmutableArray<Duty> Closest(IEnumerable<Duty> fitting, string matter)
    {
        var all = fitting.ToList();
        if (all.Count == 0) return [];
        var closest = all.Max(duty => duty.Fit(matter));
        return [.. all.Where(duty => duty.Fit(matter) == closest).OrderBy(duty => duty.Body, StringComparer.Ordinal)
            .ThenBy(duty => duty.Role, StringComparer.Ordinal).ThenBy(duty => duty.Person, StringComparer.Ordinal)];
    }

    private static IEnumerable<AreaCode> Upwards(AreaCode area)
    {
        for (; area.Level != AreaLevel.None; area = area.Parent) yield return area;
    }

    private static ImmutableArray<T> Of<TKey, T>(FrozenDictionary<TKey, ImmutableArray<T>> index, TKey key) where TKey : notnull =>
        index.TryGetValue(key, out var found) ? found : [];
}
