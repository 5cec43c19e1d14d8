using System.CommandLine;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cli.Grids;

/// <summary>The options that name a map of grids.</summary>
/// <param name="orLevels">Whether <c>--levels</c> may replace map and code.</param>
internal sealed class MapOptions(bool orLevels = false)
{
    internal Option<string> File { get; } = new("--map")
    {
        Description = "The grids, polygons and multi-polygons: GeoJSON, a Shapefile (.shp with .dbf beside it), "
            + "GeoPackage, CSV or Excel with WKT; .gz and .zip of one too. 网格文件：GeoJSON、Shapefile、GeoPackage，或含 WKT 的 CSV 或 Excel。",
        Required = !orLevels, HelpName = "F",
    };

    internal Option<string> Code { get; } = new("--code")
    {
        Description = "The property or column with the code. 代码属性名或列名。", DefaultValueFactory = _ => "code", HelpName = "PROPERTY",
    };

    internal Option<string?> Scheme { get; } = new("--scheme")
    {
        Description = "unit-grid or area hold the codes against the standard, another word takes them as they are. "
            + "Without it: what most codes look like. 网格体系。",
        HelpName = "NAME",
    };

    internal Option<string?> On { get; } = new("--on")
    {
        Description = "Only the grids that hold on this day, YYYY-MM-DD (properties validFrom, validUntil). 指定日期有效的网格。",
        HelpName = "DAY",
    };

    internal Option<bool> Repair { get; } = new("--repair")
    {
        Description = "Repair grids whose rings cross or are misplaced, and say what changed; without it they are left out. 修复无效的环并报告变化。",
    };

    internal Option<string?> Levels { get; } = new("--levels")
    {
        Description = "Nested levels in place of --map and --code: JSON that names files, properties and parents. 多级网格声明。",
        HelpName = "F.json",
    };

    /// <summary>Those that say how the file is read.</summary>
    internal MapFileOptions Reading { get; } = new();

    internal MapChoice Of(ParseResult parsed) => parsed.GetValue(File) is not { } file
        ? throw new ToolException("--map F, or --levels F.json. 须指定 --map 或 --levels。")
        : Reading.Apply(parsed,
            new(file, parsed.GetValue(Code)!, parsed.GetValue(Scheme), Day(parsed.GetValue(On)), parsed.GetValue(Repair)));

    /// <summary>The nested levels that are named; null when there are none.</summary>
    internal LevelsChoice? LevelsOf(ParseResult parsed)
    {
        if (parsed.GetValue(Levels) is not { } levels) return null;
        if (new Option[] { File, Code, Scheme }.Any(option => parsed.GetResult(option) is { Implicit: false }))
            throw new ToolException("--levels names files, codes and schemes itself; leave --map, --code and --scheme out. "
                + "--levels 已声明文件、代码与体系，请勿再用 --map、--code、--scheme。");
        return new LevelsChoice(levels, Day(parsed.GetValue(On)), parsed.GetValue(Repair));
    }

    private static LocalDate? Day(string? text)
    {
        if (text is null) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : throw new ToolException($"--on '{text}' is no day such as 2026-07-01. "
            + $"--on 的值“{text}”不是日期，应如 2026-07-01。");
    }
}
