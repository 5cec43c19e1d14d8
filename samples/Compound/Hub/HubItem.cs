using System.Text.Json;
using NodaTime;

namespace CityKit.Samples.Compound.Hub;

/// <summary>A work item (工单) as the hub lists it.</summary>
internal sealed record HubItem
{
    public required string Id { get; init; }

    public string? Number { get; init; }

    public required string Profile { get; init; }

    public required string Class { get; init; }

    public required string State { get; init; }

    public required Instant ChangedAt { get; init; }

    public string? Grid { get; init; }

    public string? Component { get; init; }

    public string? Assignee { get; init; }

    public Instant? Deadline { get; init; }

    /// <summary>Reads one.</summary>
    public static HubItem From(JsonElement item) => new()
    {
        Id = HubJson.Text(item, "id")!,
        Number = HubJson.Text(item, "number"),
        Profile = HubJson.Text(item, "profile")!,
        Class = HubJson.Text(item, "class") ?? "",
        State = HubJson.Text(item, "state")!,
        ChangedAt = HubJson.Instant(item, "changedAt"),
        Grid = HubJson.Text(item, "grid"),
        Component = HubJson.Text(item, "component"),
        Assignee = HubJson.Text(item, "assignee"),
        Deadline = HubJson.InstantOrNull(item, "deadline"),
    };
}
