using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Hub;

namespace CityKit.Samples.Compound.Driving;

/// <summary>What a data folder holds in all.</summary>
internal sealed class Totals(long produced, JsonElement summary)
{
    private static readonly string[] Counts = ["duplicatesIgnored", "blindSpans", "alertsRaised", "alertsCleared", "leadsConfirmed",
        "leadsDismissed", "casesOpened", "casesClosed"];
    private static readonly string[] Case = ["profile", "class", "grid", "place", "component", "assignee", "deadline"];

    /// <summary>Events that went into the edge's outbox.</summary>
    public long EventsProduced { get; } = produced;

    /// <summary>Events that the hub has.</summary>
    public long EventsAccepted { get; } = HubJson.Number(summary, "eventsAccepted") ?? 0;

    /// <summary>Each count by its name, in the order they are shown.</summary>
    public IEnumerable<(string Name, long Value)> All() =>
    [
        ("eventsProduced", EventsProduced),
        ("eventsAccepted", EventsAccepted),
        (Counts[0], Count(Counts[0])),
        ("lost", Math.Max(0, EventsProduced - EventsAccepted)), // an edge that was killed may have sent more than it had counted
        .. Counts.Skip(1).Select(name => (name, Count(name))),
    ];

    /// <summary>Work items that are still open.</summary>
    public IEnumerable<JsonElement> OpenCases() => HubJson.List(summary, "openCases");

    /// <summary>All of it as one JSON object.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, value) in All()) json[name] = value;
        json["openCases"] = new JsonArray([.. OpenCases().Select(CaseJson)]);
        return json;
    }

    private static JsonNode CaseJson(JsonElement open) =>
        new JsonObject(Case.Select(name => KeyValuePair.Create(name, (JsonNode?)HubJson.Text(open, name))));

    private long Count(string name) => HubJson.Number(summary, name) ?? 0;
}
