using CityKit.Components.Registry;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Queries;

/// <summary>Numbers the values of one grouping from 0, in the order they are met.</summary>
internal abstract class GroupNumbers
{
    private const long Sequences = 1_000_000; // of one class and county, or a part of them

    /// <summary>What is needed of each component.</summary>
    internal abstract SummaryParts Parts { get; }

    internal abstract int Of(in ComponentSummary row);

    /// <summary>The value of a number.</summary>
    internal abstract string TextOf(int number);

    /// <summary>The numbers of a grouping; null is one group of everything.</summary>
    /// <param name="by">The grouping.</param>
    /// <param name="map">Where grid and areas are looked up by the point; null to take the registry's.</param>
    internal static GroupNumbers Of(ComponentGrouping? by, GridMap? map) => by switch
    {
        null => Of(SummaryParts.None, static (in ComponentSummary _) => "", text => text),
        ComponentGrouping.Class => Of(SummaryParts.None, PrefixOf, prefix => ClassText(ClassOf(prefix))),
        ComponentGrouping.MajorClass => Of(SummaryParts.None, PrefixOf, prefix => ClassOf(prefix).Major),
        ComponentGrouping.Grid when map is not null => Of(SummaryParts.Location, (in ComponentSummary row) => map.TryLocate(row.Location, out var grid) ? grid.Code : "", code => code),
        ComponentGrouping.Grid => Of(SummaryParts.Grid, static (in ComponentSummary row) => row.Grid, key => key.Code ?? ""),
        ComponentGrouping.City => Area(AreaLevel.City, map),
        ComponentGrouping.County => Area(AreaLevel.County, map),
        ComponentGrouping.Street => Area(AreaLevel.Street, map),
        ComponentGrouping.Community => Area(AreaLevel.Community, map),
        ComponentGrouping.Department => Of(SummaryParts.Department, static (in ComponentSummary row) => row.Department?.Name ?? "", name => name),
        ComponentGrouping.Owner => Of(SummaryParts.Owner, static (in ComponentSummary row) => row.Owner?.Name ?? "", name => name),
        ComponentGrouping.Maintainer => Of(SummaryParts.Maintainer, static (in ComponentSummary row) => row.Maintainer?.Name ?? "", name => name),
        ComponentGrouping.State => Of(SummaryParts.None, static (in ComponentSummary row) => row.State, state => state.ToTerm()),
        ComponentGrouping.Year => Of(SummaryParts.Days, static (in ComponentSummary row) => row.FirstSurveyed.Year, year => $"{year}"),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "No grouping of that number. 没有该统计维度。"),
    };

    private static GroupNumbers Area(AreaLevel level, GridMap? map) => map is null
        ? Of(SummaryParts.Grid, (in ComponentSummary row) => AtLevel(row.Area, level), area => area.ToString())
        : Of(SummaryParts.Location, (in ComponentSummary row) => map.TryLocate(row.Location, out var grid) ? AtLevel(grid.AreaCode, level) : default, area => area.ToString());

    // A wider area is no answer to which narrower one.
    private static AreaCode AtLevel(AreaCode area, AreaLevel level) => area.At(level) is var at && at.Level == level ? at : default;

    // All ids of a class and county begin with the same digits, so their class is worked out once.
    private static long PrefixOf(in ComponentSummary row) => row.Id.ToInt64() / Sequences;

    private static ClassKey ClassOf(long prefix) => ComponentId.FromInt64(prefix * Sequences + 1).Class;

    private static string ClassText(ClassKey key) => key.Standard.CodeLength == 0 ? key.ToString() : key.Code;

    private static GroupNumbers Of<T>(SummaryParts parts, GroupNumbersOf<T>.ValueOf valueOf, Func<T, string> textOf) where T : notnull =>
        new GroupNumbersOf<T>(parts, valueOf, textOf);
}
