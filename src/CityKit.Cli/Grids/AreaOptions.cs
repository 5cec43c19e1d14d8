using System.CommandLine;

namespace CityKit.Cli.Grids;

/// <summary>The options that name a map of areas the grids must be in and fill.</summary>
internal sealed class AreaOptions
{
    internal Option<string?> File { get; } = new("--areas")
    {
        Description = "Areas (communities, streets, districts) the grids must be in and fill: as --map. 区划文件。",
        HelpName = "F",
    };

    internal Option<string> Code { get; } = new("--area-code")
    {
        Description = "The property with an area's code. 区划代码属性名。",
        DefaultValueFactory = _ => "code", HelpName = "PROPERTY",
    };

    internal MapChoice? Of(ParseResult parsed) =>
        parsed.GetValue(File) is { } file ? new MapChoice(file, parsed.GetValue(Code)!, "area") : null;
}
