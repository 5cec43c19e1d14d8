using System.Globalization;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Testing.Scenarios;

/// <summary>All that came of a scenario so far, and what it came from.</summary>
internal sealed class Happened
{
    private const int PageRows = 200;
    private const int MostLines = 50;

    internal required CityScenario City { get; init; }

    internal required IReadOnlyList<Alert> Alerts { get; init; }

    internal required IReadOnlyList<Lead> Leads { get; init; }

    internal required IReadOnlyList<WorkItem> Items { get; init; }

    internal required IReadOnlyList<Finding> Findings { get; init; }

    internal required IReadOnlyList<RuleRow> Rules { get; init; }

    internal required IReadOnlyList<SensorRow> Sensors { get; init; }

    internal static async Task<Happened> ReadAsync(CityScenario city)
    {
        var store = city.Hub.Store;
        return new Happened
        {
            City = city,
            Alerts = await store.ReadAlertsAsync().ToListAsync().ConfigureAwait(false),
            Leads = await store.ReadLeadsAsync().ToListAsync().ConfigureAwait(false),
            Items = await store.ReadItemsAsync().ToListAsync().ConfigureAwait(false),
            Findings = await store.ReadFindingsAsync().ToListAsync().ConfigureAwait(false),
            Rules = [.. (await RowsAsync(city.Hub, "rules/list", []).ConfigureAwait(false)).Select(RuleRow.Of)],
            Sensors = await SensorsAsync(city).ConfigureAwait(false),
        };
    }

    internal List<Alert> AlertsOf(string rule, ScenarioSensor? sensor) =>
        [.. Alerts.Where(alert => alert.Rule == rule && (sensor is null || alert.Source == sensor.ToString()))];

    internal List<Lead> LeadsOf(string rule, ScenarioSensor? sensor) =>
        [.. Leads.Where(lead => lead.Rule == rule && (sensor is null || lead.Source == sensor.ToString()))];

    internal List<WorkItem> ItemsOf(string rule) =>
        [.. Items.Where(item => Leads.Any(lead => lead.Rule == rule && lead.Item == item.Id))];

    internal RuleRow? Rule(string id) => Rules.FirstOrDefault(rule => rule.Id == id);

    /// <summary>Why a rule cannot have raised anything: the hub has none of this id. Null when it has.</summary>
    internal string? NoSuchRule(string id) => RuleRow.IsBuiltIn(id) || Rule(id) is not null ? null
        : $"the hub has no rule '{id}'; it has {(Rules.Count == 0 ? "none" : string.Join(", ", Rules.Select(rule => $"'{rule.Id}'")))}";

    internal ScenarioException Not(string wanted, int found, Func<string> reason)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Expected {wanted}; found {(found == 0 ? "none" : found)}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Nearest reason: {reason()}.");
        text.AppendLine(CultureInfo.InvariantCulture, $"It is {City.Now} in the city. What happened:");
        var lines = Lines().ToList();
        foreach (var line in lines.Take(MostLines)) text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        if (lines.Count > MostLines) text.AppendLine(CultureInfo.InvariantCulture, $"  and {lines.Count - MostLines} more");
        if (lines.Count == 0) text.AppendLine("  nothing");
        return new ScenarioException(text.ToString());
    }

    private IEnumerable<string> Lines() =>
    [
        .. Alerts.Select(a => $"alert {a.Rule} of {a.Source}, {a.RaisedAt} to {Or(a.ClearedAt, "now")}: {a.Title.En}"),
        .. Leads.Select(l => $"lead {l.Rule} of {l.Source}, {l.At}, {l.State}: {l.Profile}, {l.Class}, {In(l.Subject.Place)}"),
        .. Items.Select(i => $"work item {i.Number}, {i.ReportedAt}, {i.State}: {i.Profile}, {i.Class}, {In(i.Place)}"),
        .. Findings.Select(f => $"finding {f.Code} of {f.Source}: {f.Reason.En}"),
        .. City.Devices.SelectMany(device => device.Seen.Select(seen => Sent(device, seen))),
    ];

    private static string In(WorkPlace place) => $"grid {place.Grid ?? "unknown"}";

    private static string Or(Instant? at, string unknown) => at is { } known ? $"{known}" : unknown;

    private static string Sent(ScenarioDevice device, CityEvent seen) =>
        $"sent {seen.Kind} {seen.Value} of {device.Id}/{seen.Sensor}, {Or(device.Virtual.TimeOf(seen), "at an unknown time")}";

    private static async Task<List<SensorRow>> SensorsAsync(CityScenario city)
    {
        var all = new List<SensorRow>();
        foreach (var device in city.Devices.Select(device => device.Id.Value))
        {
            var rows = await RowsAsync(city.Hub, "sensors/list", new() { ["device"] = device }).ConfigureAwait(false);
            all.AddRange(rows.Select(row => SensorRow.Of(device, row)));
        }
        return all;
    }

    private static async Task<List<ReadOnlyMemory<byte>>> RowsAsync(CityHub hub, string query, Dictionary<string, string> arguments)
    {
        var (rows, after) = (new List<ReadOnlyMemory<byte>>(), default(Documents.DocumentCursor));
        do
        {
            var page = await hub.QueryAsync(query, arguments, CityScenario.Administrator, after, PageRows).ConfigureAwait(false);
            page.Refusal?.Throw();
            rows.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);
        return rows;
    }
}
