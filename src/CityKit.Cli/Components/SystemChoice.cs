using System.CommandLine;
using CityKit.Cli.Files;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using CityKit.Shared.Cities;

namespace CityKit.Cli.Components;

/// <summary>The options that say what a survey's coordinates are, and the mapping file that says it all.</summary>
internal sealed class SystemChoice
{
    private const int MostBytes = 4 << 20;

    private Option<string?> Mapping { get; } = new("--mapping")
    {
        Description = "A mapping file: format, coordinate system, columns. 映射文件。", HelpName = "M.json",
    };

    private Option<string?> System { get; } = new("--system")
    {
        Description = "The coordinates: wgs84, gcj02, bd09, EPSG:4528 or a .prj file; by default what the file says, or wgs84. 普查坐标系。",
        HelpName = "SYSTEM",
    };

    private Option<string?> Axes { get; } = new("--axes")
    {
        Description = "Which comes first: east-north or north-east; in a plane recognised by default. 坐标轴顺序。",
    };

    private Option<bool> Anywhere { get; } = new("--anywhere")
    {
        Description = "Take the rows wherever they are: not held against map and province. 不对照地图与省界检查普查坐标。",
    };

    internal void AddTo(Command command)
    {
        Axes.AcceptOnlyFromAmong("east-north", "north-east");
        foreach (var option in new Option[] { Mapping, System, Axes, Anywhere }) command.Add(option);
    }

    internal SurveyMapping? MappingOf(ParseResult parsed) => parsed.GetValue(Mapping) is { } file ? ReadMapping(file) : null;

    /// <summary>The options with what the command line says of the coordinates in them.</summary>
    internal SurveyOptions Apply(ParseResult parsed, SurveyOptions options) => options with
    {
        System = parsed.GetValue(System) is { } name ? CommonOptions.SystemOf(name) : options.System,
        Axes = parsed.GetValue(Axes) switch { "east-north" => AxisOrder.EastNorth, "north-east" => AxisOrder.NorthEast, _ => options.Axes },
        TakesAnyPlace = parsed.GetValue(Anywhere),
    };

    private static SurveyMapping ReadMapping(string file) => SurveyMapping.Read(WholeFile.Read(file, MostBytes), out var errors)
        ?? throw new ToolException($"{file} is no mapping file 映射文件有误:\n{string.Join('\n', errors.Select(error => error.Message))}");
}
