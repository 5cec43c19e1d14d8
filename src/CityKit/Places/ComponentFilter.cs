using System.Globalization;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Modules;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Places;

/// <summary>Which components a caller asks for, by the parameters that lists and counts have in common.</summary>
internal static class ComponentFilter
{
    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            NearArgument.Parameter,
            QueryParameter.Text("box", "west,south,east,north in degrees, in place of 'near'", "西,南,东,北（度），与 near 二选一"),
            QueryParameter.Text("grid", "grids by their keys, separated by commas, such as unit-grid:370202001001001", "网格键，以逗号分隔"),
            QueryParameter.Text("area", "an area's code, in place of 'grid'", "行政区划代码，与 grid 二选一"),
            QueryParameter.Text("class", "a class, such as GB/T 47678.5-2026:component:01037", "部件分类"),
            QueryParameter.Text("state", "a state by the standard's term; removed ones are found by 移除 alone", "部件状态；仅 移除 可查到已移除的部件"),
            QueryParameter.Text("department", "the competent department, by name or code", "主管部门名称或代码"),
            QueryParameter.Text("owner", "the owner, by name or code", "权属单位名称或代码"),
            QueryParameter.Text("maintainer", "the maintainer, by name or code", "养护单位名称或代码"),
            QueryParameter.Text("externalId", "what its owner calls it", "原标识码"),
            QueryParameter.Text("on", "as it was at the end of a day such as 2026-03-02", "日期，如 2026-03-02：取当日终了时的情况"),
        ];

    private static readonly string[] States =
        [.. Enum.GetValues<ComponentState>().Select(state => state.ToTerm()).Where(term => term.Length > 0)];

    /// <summary>What the arguments ask for; what cannot be read refuses them.</summary>
    internal static ComponentQuery Of(QueryArguments arguments) => new()
    {
        Region = RegionOf(arguments),
        Grids = GridsOf(arguments),
        Classes = ClassesOf(arguments),
        Department = arguments.Text("department"),
        Owner = arguments.Text("owner"),
        Maintainer = arguments.Text("maintainer"),
        ExternalId = arguments.Text("externalId"),
        On = DayOf(arguments, "on"),
    };

    /// <summary>A day that was given; null for none.</summary>
    internal static LocalDate? DayOf(QueryArguments arguments, string name)
    {
        if (arguments.Text(name) is not { } text) return null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } day) return day.Value;
        arguments.Refuse(name, text, new("日期，如 2026-03-02", "a day such as 2026-03-02"));
        return null;
    }

    /// <summary>The classes and states that were given; null for all.</summary>
    internal static ClassFilter? ClassesOf(QueryArguments arguments)
    {
        var classes = arguments.Text("class") is { } text ? ClassOf(arguments, text) : null;
        if (arguments.Text("state") is not { } term) return classes;
        if (ComponentTerms.TryReadState(term, out var state)) return (classes ?? ClassFilter.Any).InStates(state);
        arguments.Refuse("state", term, new(
            $"{string.Join("、", States)} 之一", $"one of {string.Join(", ", States)}"));
        return classes;
    }

    private static ClassFilter? ClassOf(QueryArguments arguments, string text)
    {
        if (ClassKey.TryParse(text, null, out var key) && key.Kind == ClassKind.Component) return ClassFilter.Of(key);
        arguments.Refuse("class", text, new("部件类别，如 GB/T 47678.5-2026:component:01037",
            "a class of components such as GB/T 47678.5-2026:component:01037"));
        return null;
    }

    private static GeoRegion? RegionOf(QueryArguments arguments)
    {
        if (NearArgument.Of(arguments) is { } near) return GeoRegion.Circle(near.Point, near.Metres);
        if (arguments.Text("box") is not { } text) return null;
        double?[] sides = [.. text.Split(',').Select(DegreesOf)];
        if (sides is [{ } west, { } south, { } east,
            { } north] && west >= -180 && south >= -90 && west <= east && south <= north && east <= 180 && north <= 90)
            return GeoRegion.Box(new GeoBox(west, south, east, north));
        arguments.Refuse("box", text, new("西,南,东,北，以度计，如 120.41,36.06,120.42,36.07",
            "west,south,east,north in degrees, such as 120.41,36.06,120.42,36.07"));
        return null;
    }

    private static double? DegreesOf(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            ? degrees
            : null;

    private static GridSet? GridsOf(QueryArguments arguments)
    {
        if (arguments.Text("area") is { } area) return AreaOf(arguments, area);
        if (arguments.Text("grid") is not { } text) return null;
        GridKey[] keys = [.. text.Split(',').Select(key => GridKey.TryParse(key, null, out var read) ? read : default)];
        if (!keys.Contains(default)) return GridSet.Of(keys);
        arguments.Refuse("grid", text, new("网格，如 unit-grid:370202001001001，以逗号分隔",
            "grids such as unit-grid:370202001001001, separated by commas"));
        return null;
    }

    private static GridSet? AreaOf(QueryArguments arguments, string text)
    {
        if (AreaCode.TryParse(text, null, out var area)) return GridSet.Of(area);
        arguments.Refuse("area", text, new("2、4、6、9 或 12 位的区划代码", "an area's code of 2, 4, 6, 9 or 12 digits"));
        return null;
    }
}
