using System.CommandLine;

namespace CityKit.Cli.Grids;

/// <summary>The options that say how a map's file is read, where it does not say so itself.</summary>
internal sealed class MapFileOptions
{
    private Option<string?> System { get; } = new("--map-system")
    {
        Description = "The map's coordinates: wgs84, gcj02, bd09, EPSG:4528 or a .prj file; "
            + "by default what the file says, or wgs84. 地图坐标系。",
        HelpName = "SYSTEM",
    };

    private Option<string?> Layer { get; } = new("--map-layer")
    {
        Description = "The map's layer in a GeoPackage or sheet of a workbook. 地图图层。",
        HelpName = "NAME",
    };

    private Option<string?> Encoding { get; } = new("--map-encoding")
    {
        Description = "The encoding of the map's texts: utf-8, gb18030 (gbk), …; recognised by default. 地图文件编码。", HelpName = "NAME",
    };

    private Option<bool> Anywhere { get; } = new("--anywhere") { Description = "Take the grids wherever they are. 不检查网格坐标是否合理。" };

    internal void AddTo(Command command)
    {
        AddToSurvey(command);
        command.Add(Anywhere);
    }

    /// <summary>Adds those that a survey has not for itself already.</summary>
    internal void AddToSurvey(Command command)
    {
        foreach (var option in new Option[] { System, Layer, Encoding }) command.Add(option);
    }

    internal MapChoice Apply(ParseResult parsed, MapChoice choice) => choice with
    {
        System = parsed.GetValue(System) is { } name ? CommonOptions.SystemOf(name, System.Name) : null,
        IsAnywhere = parsed.GetValue<bool>(Anywhere.Name),
        Layer = parsed.GetValue(Layer),
        Encoding = CommonOptions.EncodingOf(parsed.GetValue(Encoding), Encoding.Name),
    };
}
