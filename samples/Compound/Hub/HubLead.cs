using System.Text.Json;
using NodaTime;

namespace CityKit.Samples.Compound.Hub;

/// <summary>A lead (预警线索) as the hub lists it.</summary>
internal sealed record HubLead(string Id, string Rule, string Profile, string Class, Instant At, Instant OpenedAt,
    string? Grid, string Title)
{
    /// <summary>Reads one.</summary>
    public static HubLead From(JsonElement lead) => new(
        HubJson.Text(lead, "id")!, HubJson.Text(lead, "rule") ?? "", HubJson.Text(lead, "profile") ?? "", HubJson.Text(lead, "class") ?? "",
        HubJson.Instant(lead, "at"), HubJson.Instant(lead, "openedAt"), HubJson.Text(lead.GetProperty("subject"), "grid"),
        HubJson.Bilingual(lead, "title"));
}
