using System.CommandLine;

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

    internal MapChoice Of(ParseResult parsed) => new(parsed.GetValue(File)!, parsed.GetValue(Code)!, parsed.GetValue(Scheme));
}
