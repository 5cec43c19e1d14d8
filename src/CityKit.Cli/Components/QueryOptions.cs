using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Components.Queries;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Grids.Nets;
using CityKit.Import.Maps;
using NodaTime;

namespace CityKit.Cli.Components;

/// <summary>The options that say which components are meant.</summary>
internal sealed class QueryOptions
{
    private static readonly LocalDate Earliest = new(1, 1, 1);
    private static readonly LocalDate Latest = new(9999, 12, 31);

    private readonly Option<string?> inside = 
        Text("--in", "Only in the polygons of this file: GeoJSON, WGS84, .gz too. 多边形范围。", "F.geojson");
    private readonly Option<string?> box = Text("--box", "Only in this box, degrees: west,south,east,north. 矩形范围。", "W,S,E,N");
    private readonly Option<string?> circle = 
        Text("--circle", "Only so near to a place: longitude,latitude,metres. 圆形范围。", "LON,LAT,M");
    private readonly Option<string[]> grid = 
        new("--grid") { Description = "Only in this grid, by its code or scheme:code; again for more. 网格。", HelpName = "CODE" };
    private readonly Option<string[]> area = 
        new("--area") { Description = "Only in this area, by its code; again for more. 区划。", HelpName = "CODE" };
    private readonly Option<string[]> classes = ComponentOptions.Classes();
    private readonly Option<string[]> states = ComponentOptions.States();
    private readonly Option<string?> department = Body("--department", "The competent department, by name or credit code. 主管部门。");
    private readonly Option<string?> owner = Body("--owner", "The owner, by name or credit code. 权属单位。");
    private readonly Option<string?> maintainer = Body("--maintainer", "The maintainer, by name or credit code. 养护单位。");
    private readonly Option<string?> external = Text("--external-id", "What the owner calls it. 原标识码。", "ID");
    private readonly Option<string?> from = Text("--from", "First surveyed on this day or later. 普查日期起。", "YYYY-MM-DD");
    private readonly Option<string?> until = Text("--until", "First surveyed on this day or earlier. 普查日期止。", "YYYY-MM-DD");
    private readonly Option<string?> on = Text("--on", "As it was at the end of this day; now by default. 截至日期。", "YYYY-MM-DD");

    private Option[] All => [inside, box, circle, grid, area, classes, states, department, owner, maintainer, external, from, until, on];

    internal void AddTo(Command command)
    {
        foreach (var option in All) command.Options.Add(option);
    }

    internal Option<string[]> Classes => classes;

    internal Option<string[]> States => states;

    internal Option<string?> On => on;

    /// <summary>An option that says where or whose, which the nearest of a place are not asked by; null when none is given.</summary>
    internal string? BesideThePlace(ParseResult parsed) =>
        All.Except<Option>([classes, states, on]).FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })?.Name;

    internal ComponentQuery Of(ParseResult parsed) => new()
    {
        Region = Region(parsed),
        Grids = Grids(parsed.GetValue(grid) ?? [], parsed.GetValue(area) ?? []),
        Classes = ComponentOptions.Filter(parsed.GetValue(classes), parsed.GetValue(states)),
        Department = parsed.GetValue(department), Owner = parsed.GetValue(owner), Maintainer = parsed.GetValue(maintainer),
        ExternalId = parsed.GetValue(external) is { Length: 0 } ? throw new ToolException("--external-id is empty. 原标识码为空。")
            : parsed.GetValue(external),
        FirstSurveyed = Days(parsed.GetValue(from), parsed.GetValue(until)),
        On = parsed.GetValue(on) is { } day ? ComponentOptions.Day(day, "--on") : null,
    };

    private GeoRegion? Region(ParseResult parsed)
    {
        var (file, corners, around) = (parsed.GetValue(inside), parsed.GetValue(box), parsed.GetValue(circle));
        if (new[] { file, corners, around }.Count(given => given is not null) > 1)
            throw new ToolException("Give one of --in, --box and --circle. 空间范围只能指定一种。");
        if (file is not null) return Polygons(file);
        if (corners is not null) return Made("--box", corners, 4, n => GeoRegion.Box(new GeoBox(n[0], n[1], n[2], n[3])));
        return around is null ? null : Made("--circle", around, 3, n => GeoRegion.Circle(GeoPoint.FromDegrees(n[0], n[1]), n[2]));
    }

    private static GeoRegion Polygons(string path)
    {
        using var file = InputFile.Open(path);
        try
        {
            return RegionGeoJson.Read(file, out var refusal) is { } polygons ? GeoRegion.Polygons(polygons)
                : throw new ToolException($"{path}: {refusal!.Message}");
        }
        catch (InvalidDataException damaged)
        {
            throw InputFile.Damaged(path, damaged);
        }
    }

    private static GeoRegion Made(string option, string text, int count, Func<double[], GeoRegion> make)
    {
        var numbers = Array.ConvertAll(text.Split(','), Number);
        try
        {
            if (numbers.Length == count) return make(numbers);
        }
        catch (ArgumentException wrong)
        {
            throw new ToolException($"{option} {text}: {wrong.Message}");
        }
        throw new ToolException($"{option} {text}: {count} numbers with commas are wanted, not {numbers.Length}. "
            + $"{option} 的值“{text}”须为以逗号分隔的 {count} 个数，而非 {numbers.Length} 个。");
    }

    private static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static GridSet? Grids(string[] grids, string[] areas)
    {
        if (grids.Length > 0 && areas.Length > 0) throw new ToolException("Give --grid or --area, not both. 网格与区划只能指定一种。");
        if (grids.Length > 0) return GridSet.Of(grids.Select(Grid));
        return areas.Length > 0 ? GridSet.Of(areas.Select(Area)) : null;
    }

    private static GridKey Grid(string text)
    {
        if (GridKey.TryParse(text, null, out var key)) return key;
        return UnitGridCode.TryParse(text, null, out var code) ? new GridKey(GridScheme.UnitGrid, code.ToString())
            : throw new ToolException($"--grid {text} is no unit grid's code, and no scheme:code: {UnitGridCode.Check(text)}");
    }

    private static AreaCode Area(string text) =>
        AreaCode.TryParse(text, null, out var area) ? area : throw new ToolException($"--area {text}: {AreaCode.Check(text)}");

    private static DateInterval? Days(string? from, string? until)
    {
        if (from is null && until is null) return null;
        var (first, last) = (from is null ? Earliest : ComponentOptions.Day(from, "--from"), until is null ? Latest
            : ComponentOptions.Day(until, "--until"));
        return first <= last ? new DateInterval(first, last)
            : throw new ToolException($"--from {from} is after --until {until}. --from {from} 晚于 --until {until}。");
    }

    private static Option<string?> Body(string name, string description) => Text(name, description, "NAME");

    private static Option<string?> Text(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };
}
