using CityKit.Cli.Files;
using CityKit.Cli.Grids;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Components;

/// <summary><c>component count</c>: how many, by one or two groupings.</summary>
internal static class ComponentCountRun
{
    internal static async Task<int> RunAsync(Terminal terminal, string database, ComponentQuery query, ComponentGrouping[] by,
        MapChoice? map, bool json, CancellationToken cancel)
    {
        await using var registry = await ComponentOptions.OpenAsync(database, cancel).ConfigureAwait(false);
        if (by.Length == 0) return Total(terminal, await registry.CountAsync(query, cancel).ConfigureAwait(false), json);
        var grids = map is null ? null : new GridMap(MapInput.ReadAndName(terminal, map).Grids);
        var names = Array.ConvertAll(by, Name);
        if (!json) terminal.Output.WriteLine(CsvText.Line([.. names, "count"]));
        foreach (var group in await CountAsync(registry, query, by, grids, cancel).ConfigureAwait(false))
            Write(terminal, names, group, json);
        return ExitCode.Done;
    }

    /// <summary>The groupings of a list such as <c>class,grid</c>.</summary>
    internal static ComponentGrouping[] Groupings(string? list)
    {
        var names = list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (names.Length > 2 || names.Distinct(StringComparer.Ordinal).Count() < names.Length) throw new ToolException(
            $"--by {list}: one or two different ones. --by {list}：须为一个或两个不同的统计维度。");
        return Array.ConvertAll(names, Grouping);
    }

    private static async ValueTask<IReadOnlyList<ComponentCount>> CountAsync(
        ComponentRegistry registry, ComponentQuery query, ComponentGrouping[] by, GridMap? map, CancellationToken cancel)
    {
        try
        {
            return await registry.CountAsync(query, by[0], by.Length > 1 ? by[1] : null, map, cancel).ConfigureAwait(false);
        }
        catch (RefusedException refused)
        {
            throw new ToolException(refused.Message);
        }
    }

    private static int Total(Terminal terminal, long count, bool json)
    {
        if (!json) terminal.Output.WriteLine($"{count}");
        else JsonOutput.WriteLine(terminal.Output, writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", count);
            writer.WriteEndObject();
        });
        return ExitCode.Done;
    }

    private static void Write(Terminal terminal, string[] names, ComponentCount group, bool json)
    {
        string[] keys = names.Length > 1 ? [group.Key, group.Then] : [group.Key];
        if (!json) terminal.Output.WriteLine(CsvText.Line([.. keys, $"{group.Count}"]));
        else JsonOutput.WriteLine(terminal.Output, writer =>
        {
            writer.WriteStartObject();
            for (var i = 0; i < keys.Length; i++) writer.WriteString(names[i], keys[i]);
            writer.WriteNumber("count", group.Count);
            writer.WriteEndObject();
        });
    }

    private static ComponentGrouping Grouping(string name)
    {
        foreach (var grouping in Enum.GetValues<ComponentGrouping>())
            if (Name(grouping) == name) return grouping;
        throw new ToolException(
            $"--by {name}: {string.Join(", ", Enum.GetValues<ComponentGrouping>().Select(Name))}, two of them with a comma. 无此统计维度。");
    }

    private static string Name(ComponentGrouping grouping) => grouping == ComponentGrouping.MajorClass ? "major-class"
        : grouping.ToString().ToLowerInvariant();
}
