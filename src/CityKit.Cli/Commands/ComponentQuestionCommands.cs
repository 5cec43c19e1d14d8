using System.CommandLine;
using CityKit.Cli.Components;
using CityKit.Cli.Grids;

namespace CityKit.Cli.Commands;

/// <summary><c>component find</c>, <c>count</c>, <c>export</c>.</summary>
internal static class ComponentQuestionCommands
{
    private const string Groupings = "class, major-class, grid, city, county, street, community, department, owner, maintainer, "
        + "state, year";

    internal static Command Find(Terminal terminal)
    {
        var (database, query, place, json) = (ComponentOptions.Database(), new QueryOptions(), new NearestOptions(), CommonOptions.Json());
        var after = new Option<string?>("--after") { Description = "The next page, as the one before names it. 翻页标记。",
            HelpName = "CURSOR" };
        var command = new Command("find", "The components nearest to a place and who answers for them; or all that fit, by pages. 部件查询。")
        {
            database, after, json,
        };
        place.AddTo(command);
        query.AddTo(command);
        command.SetAction((parsed, cancel) => place.Of(parsed) is { } from
            ? ComponentFindRun.RunAsync(terminal, parsed.GetValue(database)!, from,
                place.Choice(terminal, parsed, query, parsed.GetValue(json)), cancel)
            : ComponentQueryRun.RunAsync(terminal, parsed.GetValue(database)!, query.Of(parsed), place.PageOf(parsed),
                parsed.GetValue(after),
                parsed.GetValue(json), cancel));
        return command;
    }

    internal static Command Count(Terminal terminal)
    {
        var (database, query, json) = (ComponentOptions.Database(), new QueryOptions(), CommonOptions.Json());
        var by = new Option<string?>("--by") { Description = $"One or two of {Groupings}. 统计维度。", HelpName = "class,grid" };
        var map = new PlainMapOptions("Grids and areas by this map, not as registered");
        var command = new Command("count", "How many components fit, in all or by groups. 部件统计。") { database, by, json };
        map.AddTo(command);
        query.AddTo(command);
        command.SetAction((parsed, cancel) => ComponentCountRun.RunAsync(terminal, parsed.GetValue(database)!, query.Of(parsed),
            ComponentCountRun.Groupings(parsed.GetValue(by)),
            map.Of(parsed), parsed.GetValue(json), cancel));
        return command;
    }

    internal static Command Export(Terminal terminal)
    {
        var (database, query) = (ComponentOptions.Database(), new QueryOptions());
        var to = new Option<string>("--to")
        {
            Description = "The file: .geojson, .ndjson, .csv or .gpkg. 导出文件。", Required = true, HelpName = "FILE",
        };
        var command = new Command("export", "Writes the components that fit as GeoJSON, CSV or GeoPackage; a survey reads it again. 部件导出。")
        {
            database, to,
        };
        query.AddTo(command);
        command.SetAction((parsed, cancel) =>
            ComponentExportRun.RunAsync(terminal, parsed.GetValue(database)!, query.Of(parsed), parsed.GetValue(to)!, cancel));
        return command;
    }
}
