using CityKit.Components.Registry;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Queries;

/// <summary>Numbers the values of one grouping from 0, in the order they are met.</summary>
internal abstract class GroupNumbers
{

    /// <summary>What is needed of each component.</summary>
    internal abstract SummaryParts Parts { get; }

    /// <summary>The values by their numbers.</summary>
    internal abstract IReadOnlyList<string> Texts { get; }

    internal abstract int Of(in ComponentSummary row);

    /// <summary>Where each value is in the order of the texts, by its number.</summary>
    internal int[] Ranks()
    {
        var order = Enumerable.Range(0, Texts.Count).ToArray();
        Array.Sort(order, (a, b) => string.CompareOrdinal(Texts[a], Texts[b]));
        var ranks = new int[order.Length];
        for (var rank = 0; rank < order.Length; rank++) ranks[order[rank]] = rank;
        return ranks;
    }

    /// <summary>The numbers of a grouping; null is one group of everything.</summary>
    /// <param name="by">The grouping.</param>
    /// <param name="map">Where grid and areas are looked up by the point; null to take the registry's.</param>
    internal static GroupNumbers Of(ComponentGrouping? by, GridMap? map) => by switch
    {
        null => OfTexts(SummaryParts.None, static (in ComponentSummary _) => ""),
        ComponentGrouping.Class => Of(SummaryParts.None, PrefixOf, prefix => ClassText(ClassOf(prefix))),
        ComponentGrouping.MajorClass => Of(SummaryParts.None, PrefixOf, prefix => ClassOf(prefix).Major),
        ComponentGrouping.Grid => OfGrids(map),
        ComponentGrouping.City => OfAreas(AreaLevel.City, map),
        ComponentGrouping.County => OfAreas(AreaLevel.County, map),
        ComponentGrouping.Street => OfAreas(AreaLevel.Street, map),
        ComponentGrouping.Community => OfAreas(AreaLevel.Community, map),
        ComponentGrouping.Department => OfTexts(SummaryParts.Department, static (in ComponentSummary row) => row.Department?.Name ?? ""),
        ComponentGrouping.Owner => OfTexts(SummaryParts.Owner, static (in ComponentSummary row) => row.Owner?.Name ?? ""),
        ComponentGrouping.Maintainer => OfTexts(SummaryParts.Maintainer, static (in ComponentSummary row) => row.Maintainer?.Name ?? ""),
        ComponentGrouping.State => Of(SummaryParts.None, static (in ComponentSummary row) => row.State, state => state.ToTerm()),
        ComponentGrouping.Year => Of(SummaryParts.Days, static (in ComponentSummary row) => row.FirstSurveyed.Year, year => $"{year}"),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "No grouping of that number. 没有该统计维度。"),
    };

    private static GroupNumbers OfGrids(GridMap? map) => map is null
        ? OfTexts(SummaryParts.Grid, static (in ComponentSummary row) => row.Grid.Code ?? "")
        : OfTexts(SummaryParts.Location, (in ComponentSummary row) => map.TryLocate(row.Location, out var grid) ? grid.Code : "");

    private static GroupNumbers OfAreas(AreaLevel level, GridMap? map) => map is null
        ? Of(SummaryParts.Grid, (in ComponentSummary row) => AtLevel(row.Area, level), area => area.ToString())
        : Of(SummaryParts.Location, (in ComponentSummary row) => AtLevel(AreaOf(map, row), level), area => area.ToString());

    private static AreaCode AreaOf(GridMap map, in ComponentSummary row) =>
        map.TryLocate(row.Location, out var grid) ? grid.AreaCode : default;

    // A wider area is no answer to which narrower one.
    private static AreaCode AtLevel(AreaCode area, AreaLevel level) => area.At(level) is var at && at.Level == level ? at : default;

    // All ids of a class and county, or of a class and scheme, differ in their sequence alone, so their class is worked out once.
    private static long PrefixOf(in ComponentSummary row) => row.Id.ToInt64() - row.Id.Sequence;

    private static ClassKey ClassOf(long prefix) => ComponentId.FromInt64(prefix + 1).Class;

    private static string ClassText(ClassKey key) =>
        key.Standard.CodeLength == 0 || key.Standard.Scheme != default ? key.ToString() : key.Code;

    private static GroupNumbersOf<T> Of<T>(SummaryParts parts, GroupNumbersOf<T>.ValueOf valueOf, Func<T, string> textOf)
        where T : notnull => new(parts, valueOf, textOf, EqualityComparer<T>.Default);

    // A store mostly gives one object of each text, so that none is compared letter by letter.
    private static GroupNumbersOf<string> OfTexts(SummaryParts parts, GroupNumbersOf<string>.ValueOf valueOf) =>
        new(parts, valueOf, text => text, ReferenceEqualityComparer.Instance);
}
