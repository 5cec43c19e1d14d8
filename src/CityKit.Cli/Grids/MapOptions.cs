using System.CommandLine;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cli.Grids;

/// <summary>The options that name a map of grids.</summary>
internal sealed class MapOptions
{
    internal Option<string> File { get; } = new("--map") { Description = "The grids: GeoJSON (WGS84) of polygons and multi-polygons, .gz too. 网格 GeoJSON。", Required = true, HelpName = "F.geojson" };

    internal Option<string> Code { get; } = new("--code") { Description = "The property with the code. 代码属性名。", Required = true, HelpName = "PROPERTY" };

    internal Option<string?> Scheme { get; } = new("--scheme")
    {
        Description = "unit-grid or area hold the codes against the standard, another word takes them as they are. Without it: what most codes look like. 网格体系。", HelpName = "NAME",
    };

    internal Option<string?> On { get; } = new("--on") { Description = "Only the grids that hold on this day, YYYY-MM-DD (properties validFrom, validUntil). 指定日期有效的网格。", HelpName = "DAY" };

    internal Option<bool> Repair { get; } = new("--repair") { Description = "Repair grids whose rings cross or lie wrongly, and say what changed; without it they are left out. 修复无效的环并报告变化。" };

    internal MapChoice Of(ParseResult parsed) => new(parsed.GetValue(File)!, parsed.GetValue(Code)!, parsed.GetValue(Scheme), Day(parsed.GetValue(On)), parsed.GetValue(Repair));

    private static LocalDate? Day(string? text)
    {
        if (text is null) return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : throw new ToolException($"--on '{text}' is no day such as 2026-07-01. 日期应形如 2026-07-01。");
    }
}
