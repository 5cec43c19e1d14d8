using System.Globalization;
using System.Text.Json;
using CityKit.Cli.Files;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Shared.Csv;
using NodaTime;

namespace CityKit.Cli.Components;

/// <summary><c>component find</c>: what is nearest, and who answers for it.</summary>
internal static class ComponentFindRun
{
    private static readonly string[] Columns = ["id", "name", "state", "metres", "lon", "lat", "grid", "department", "owner", "maintainer"];

    internal static async Task<int> RunAsync(Terminal terminal, string database, GeoPoint from, FindChoice choice, CancellationToken cancel)
    {
        if (choice.Count is < 1 or > 100_000) throw new ToolException("--count is 1 to 100000. --count 须为 1 至 100000。");
        if (!(choice.WithinMetres >= 0)) throw new ToolException("--within is 0 m or more. --within 不能为负。");
        await using var registry = await ComponentOptions.OpenAsync(database, cancel).ConfigureAwait(false);
        var found = new NearbyComponent[choice.Count];
        var count = registry.Nearest(from, found, choice.Classes, choice.WithinMetres);
        if (!choice.Json) terminal.Output.WriteLine(CsvText.Line(Columns));
        foreach (var near in found.Take(count)) await WriteAsync(terminal, registry, near, choice, cancel).ConfigureAwait(false);
        terminal.Error.WriteLine($"{count} found.");
        return ExitCode.Done;
    }

    private static async Task WriteAsync(
        Terminal terminal, ComponentRegistry registry, NearbyComponent near, FindChoice choice, CancellationToken cancel)
    {
        if (await registry.ResponsibleAsync(near.Id, choice.On, cancel).ConfigureAwait(false) is not { } whose) return;
        var values = Values(whose, near);
        if (!choice.Json) terminal.Output.WriteLine(CsvText.Line(values));
        else JsonOutput.WriteLine(terminal.Output, writer => Write(writer, values));
    }

    private static string[] Values(Responsibility whose, NearbyComponent near) =>
    [
        $"{near.Id}", whose.Component.Name, whose.Component.State.ToTerm(), near.Metres.ToString("F2", CultureInfo.InvariantCulture),
        near.Location.Longitude.ToString("R", CultureInfo.InvariantCulture),
        near.Location.Latitude.ToString("R", CultureInfo.InvariantCulture),
        whose.Component.Grid.ToShortString(), whose.Department.Name, $"{whose.Owner?.Name}", $"{whose.Maintainer?.Name}",
    ];

    private static void Write(Utf8JsonWriter writer, string[] values)
    {
        writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            writer.WritePropertyName(Columns[i]);
            if (Columns[i] is "metres" or "lon" or "lat") writer.WriteRawValue(values[i]);
            else writer.WriteStringValue(values[i]);
        }
        writer.WriteEndObject();
    }
}
