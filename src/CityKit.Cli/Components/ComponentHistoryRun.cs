using CityKit.Cli.Files;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Shared.Csv;
using CityKit.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cli.Components;

/// <summary><c>component history</c>: everything that happened to one component, or what was true on a day.</summary>
internal static class ComponentHistoryRun
{
    private static readonly string[] Columns = ["number", "on", "what", "by", "reason", "recorded_at", "name", "state", "lon,lat", "grid",
        "department", "owner", "maintainer", "note"];

    internal static async Task<int> RunAsync(
        Terminal terminal, string database, string text, LocalDate? on, bool json, CancellationToken cancel)
    {
        if (!ComponentId.TryParse(text, null, out var id))
            throw new ToolException($"'{text}' is no component id: {ComponentId.Check(text)}");
        await using var store = new SqliteComponentStore(ComponentOptions.Existing(database));
        await store.OpenAsync(cancel).ConfigureAwait(false);
        var history = await store.FindAsync(id, cancel).ConfigureAwait(false)
            ?? throw new ToolException($"The registry has no component {id}. 部件库中没有部件 {id}。");
        IEnumerable<ComponentEvent> entries = history.Events;
        if (on is { } day)
            entries = history.EntryOn(day) is { } entry ? [entry]
                : throw new ToolException($"Component {id} was first surveyed on {history.Events[0].On:R}. "
                    + $"部件 {id} 于 {history.Events[0].On} 首次登记。");
        if (!json) terminal.Output.WriteLine(CsvText.Line(Columns));
        foreach (var entry in entries) Write(terminal, entry, json);
        return ExitCode.Done;
    }

    private static void Write(Terminal terminal, ComponentEvent entry, bool json)
    {
        var values = Values(entry);
        if (!json) terminal.Output.WriteLine(CsvText.Line(values));
        else JsonOutput.WriteLine(terminal.Output, writer =>
        {
            writer.WriteStartObject();
            for (var i = 0; i < values.Length; i++) writer.WriteString(Columns[i], values[i]);
            writer.WriteEndObject();
        });
    }

    private static string[] Values(ComponentEvent entry)
    {
        var after = entry.After;
        return
        [
            $"{entry.Number}", LocalDatePattern.Iso.Format(entry.On), entry.Kind.ToString(), entry.Record.By, entry.Record.Reason,
            InstantPattern.General.Format(entry.Record.RecordedAt),
            after.Name, after.State.ToTerm(), after.Location.ToString(), after.Grid
                .ToShortString(), $"{after.Department}", $"{after.Owner}", $"{after.Maintainer}", after.Note,
        ];
    }
}
