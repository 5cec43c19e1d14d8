using System.CommandLine;
using CityKit.Cli.Grids;

namespace CityKit.Cli.Commands;

/// <summary><c>grid check</c>, <c>grid locate</c>, <c>grid draw</c>.</summary>
internal static class GridCommands
{
    internal static Command Create(Terminal terminal) => new("grid", "Maps of grids: check, locate points, draw. 网格地图：检查、定位、绘图。")
    {
        Check(terminal), Locate(terminal), Draw(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var (map, areas, least, json) = (new MapOptions(orLevels: true), new AreaOptions(), Least(), CommonOptions.Json());
        var command = new Command("check", "Finds rings that cross, codes that come twice, gaps, overlaps, wrong sequence, "
            + "grids outside their area. CSV on the output, or one JSON object. Ends with 1 when anything is found. 检查网格地图。")
        {
            map.File, map.Code, map.Levels, map.Scheme, map.On, map.Repair, areas.File, areas.Code, least, json,
        };
        map.Reading.AddTo(command);
        command.SetAction(parsed => GridCheckRun.Write(terminal, map.LevelsOf(parsed) is { } levels
            ? GridCheckRun.Check(terminal, levels, areas.Of(parsed), parsed.GetValue(least))
            : GridCheckRun.Check(terminal, map.Of(parsed), areas.Of(parsed), parsed.GetValue(least)), parsed.GetValue(json)));
        return command;
    }

    private static Command Locate(Terminal terminal)
    {
        var (map, json, encoding) = (new MapOptions(orLevels: true), CommonOptions.Json(), CommonOptions.Encoding());
        var points = new Option<string>("--points")
        {
            Description = "The points: CSV with a header line, .gz too. 点位 CSV。",
            Required = true, HelpName = "F.csv",
        };
        var longitude = new Option<string>("--lon")
        {
            Description = "The column with the longitude in degrees. 经度列。",
            Required = true, HelpName = "COLUMN",
        };
        var latitude = new Option<string>("--lat")
        {
            Description = "The column with the latitude in degrees. 纬度列。",
            Required = true, HelpName = "COLUMN",
        };
        var nearest = new Option<double?>("--nearest")
        {
            Description = "For a point in no grid, the nearest one within so many metres; adds the column grid_metres. 网格外的点取最近网格（米）。",
            HelpName = "METRES",
        };
        var system = new Option<string>("--system")
        {
            Description = "The points' system: wgs84, gcj02, bd09, EPSG:4528 or a .prj file. 点位坐标系。",
            DefaultValueFactory = _ => "wgs84", HelpName = "SYSTEM",
        };
        var column = new Option<string>("--column")
        {
            Description = "The name of the column that is added. 新增列名。",
            DefaultValueFactory = _ => "grid_code", HelpName = "NAME",
        };
        var command = new Command("locate",
            "Writes the points again with the code of their grid: CSV, or JSON Lines. Ends with 1 when a row could not be read. 为点位补充网格代码。")
        {
            map.File, map.Code, map.Levels, map.Scheme, map.On, map.Repair, points, longitude, latitude, nearest, system, column, encoding,
            json,
        };
        map.Reading.AddTo(command);
        command.SetAction((parsed, cancel) => Task.FromResult(GridLocateRun.Run(
            terminal, GridFinder.Open(terminal, map, parsed), new PointOptions(parsed.GetValue(points)!, parsed.GetValue(longitude)!,
                parsed.GetValue(latitude)!, CommonOptions.SystemOf(parsed.GetValue(system)!), parsed.GetValue(nearest),
                parsed.GetValue(column)!, parsed.GetValue(json), CommonOptions.EncodingOf(parsed.GetValue(encoding))), cancel)));
        return command;
    }

    private static Command Draw(Terminal terminal)
    {
        var (map, areas, least) = (new MapOptions(), new AreaOptions(), Least());
        var width = CommonOptions.Width();
        var command = new Command("draw",
            "Draws the grids as SVG on the output, gaps and overlaps in red. Ends with 1 when there are any. 绘制网格图，缝隙与重叠标红。")
        {
            map.File, map.Code, map.Scheme, map.On, map.Repair, areas.File, areas.Code, least, width,
        };
        map.Reading.AddTo(command);
        command.SetAction(
            parsed => GridDrawRun.Run(terminal, map.Of(parsed), areas.Of(parsed), parsed.GetValue(least), parsed.GetValue(width)));
        return command;
    }

    private static Option<double> Least() => new("--least")
    {
        Description = "The smallest gap or overlap that is reported, in m². 最小报告面积（平方米）。",
        DefaultValueFactory = _ => 1, HelpName = "M2",
    };
}
