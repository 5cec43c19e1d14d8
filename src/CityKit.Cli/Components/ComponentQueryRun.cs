using System.Globalization;
using System.Text.Json;
using CityKit.Cli.Files;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Components;

/// <summary><c>component find</c> without a place: what fits, by pages in the order of the ids.</summary>
internal static class ComponentQueryRun
{
    private static readonly string[] Columns = ["id", "name", "state", "lon", "lat", "grid", "department", "owner", "maintainer",
        "external_id"];

    internal static async Task<int> RunAsync(Terminal terminal, string database, ComponentQuery query, int count, string? after, bool json,
        CancellationToken cancel)
    {
        if (count is < 1 or > ComponentQuestions.MostOfPage) throw new ToolException(
            $"--count is 1 to {ComponentQuestions.MostOfPage}. --count 须为 1 至 {ComponentQuestions.MostOfPage}。");
        await using var registry = await ComponentOptions.OpenAsync(database, cancel).ConfigureAwait(false);
        var page = await PageAsync(registry, query, count, after, cancel).ConfigureAwait(false);
        if (!json) terminal.Output.WriteLine(CsvText.Line(Columns));
        foreach (var component in page.Items) Write(terminal, Values(component), json);
        terminal.Error.WriteLine(page.Next is { } next ? $"{page.Items.Length} found; the next with --after {next}. 续查：--after {next}"
            : $"{page.Items.Length} found.");
        return ExitCode.Done;
    }

    private static async ValueTask<ComponentPage> PageAsync(ComponentRegistry registry, ComponentQuery query, int count, string? after,
        CancellationToken cancel)
    {
        try
        {
            return await registry.FindAsync(query, count, after, cancel).ConfigureAwait(false);
        }
        catch (ArgumentException wrong)
        {
            throw new ToolException($"--after {after}: {wrong.Message}");
        }
    }

    private static string[] Values(Component of) =>
    [
        $"{of.Id}", of.Name, of.State.ToTerm(), of.Location.Longitude.ToString("R", CultureInfo.InvariantCulture),
            of.Location.Latitude.ToString("R", CultureInfo.InvariantCulture),
        $"{of.Grid}", of.Department.Name, $"{of.Owner?.Name}", $"{of.Maintainer?.Name}", of.ExternalId,
    ];

    private static void Write(Terminal terminal, string[] values, bool json)
    {
        if (!json) terminal.Output.WriteLine(CsvText.Line(values));
        else JsonOutput.WriteLine(terminal.Output, writer => Write(writer, values));
    }

    private static void Write(Utf8JsonWriter writer, string[] values)
    {
        writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            writer.WritePropertyName(Columns[i]);
            if (Columns[i] is "lon" or "lat") writer.WriteRawValue(values[i]);
            else writer.WriteStringValue(values[i]);
        }
        writer.WriteEndObject();
    }
}
