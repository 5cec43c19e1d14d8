using System.CommandLine;

namespace CityKit.Cli.Grids;

/// <summary>The options of a command that can do without a map.</summary>
/// <param name="use">What the map is for.</param>
internal sealed class PlainMapOptions(string use)
{
    private Option<string?> File { get; } = new("--map")
    {
        Description = $"{use}: GeoJSON, Shapefile, GeoPackage, CSV or Excel with WKT. 网格地图。", HelpName = "F",
    };

    private Option<string> Code { get; } = new("--code")
    {
        Description = "The map's property with the code. 代码属性名。", DefaultValueFactory = _ => "code", HelpName = "PROPERTY",
    };

    private MapFileOptions Reading { get; } = new();

    internal void AddTo(Command command)
    {
        command.Add(File);
        command.Add(Code);
        Reading.AddTo(command);
    }

    internal MapChoice? Of(ParseResult parsed) =>
        parsed.GetValue(File) is { } file ? Reading.Apply(parsed, new MapChoice(file, parsed.GetValue(Code)!, null)) : null;
}
