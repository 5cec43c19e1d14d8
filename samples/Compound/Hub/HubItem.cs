using System.Text.Json;
using NodaTime;

namespace CityKit.Samples.Compound.Hub;

/// <summary>A work item (工单) as the hub shows it to one of the people.</summary>
internal sealed record HubItem
{
    public required string Id { get; init; }

    /// <summary>Its number, for people.</summary>
    public required string Number { get; init; }

    public required string Profile { get; init; }

    /// <summary>Its class; empty while it has none.</summary>
    public required string Class { get; init; }

    public required string State { get; init; }

    /// <summary>Since when it is in that state.</summary>
    public required Instant Since { get; init; }

    public required bool IsOpen { get; init; }

    public string? Grid { get; init; }

    /// <summary>Building and entrance, where they are known.</summary>
    public string? Building { get; init; }

    /// <summary>Body and crew that have it.</summary>
    public string? Assignee { get; init; }

    /// <summary>By when its stage is to end.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>Reads one: its number and what one may do are beside the item itself.</summary>
    public static HubItem From(JsonElement listed)
    {
        var item = listed.GetProperty("item");
        return new HubItem
        {
            Id = HubJson.Text(item, "id")!,
            Number = HubJson.Text(listed, "number") ?? "",
            Profile = HubJson.Text(item, "profile")!,
            Class = HubJson.Text(item, "class") ?? "",
            State = HubJson.Text(item, "state")!,
            Since = HubJson.Instant(item, "stateSince"),
            IsOpen = item.GetProperty("open").GetBoolean(),
            Grid = item.TryGetProperty("place", out var place) ? HubJson.Text(place, "grid") : null,
            Building = place.ValueKind == JsonValueKind.Object ? BuildingOf(place) : null,
            Assignee = AssigneeOf(item),
            Deadline = HubJson.Text(item, "deadline") is null ? null : HubJson.Instant(item, "deadline"),
        };
    }

    private static string? BuildingOf(JsonElement place)
    {
        var (building, entrance) = (HubJson.Text(place, "building"), HubJson.Text(place, "entrance"));
        return entrance is null ? building : $"{building}-{entrance}";
    }

    private static string? AssigneeOf(JsonElement item)
    {
        if (!item.TryGetProperty("assignee", out var assignee)) return null;
        var (body, crew) = (HubJson.Text(assignee, "body"), HubJson.Text(assignee, "crew"));
        return crew is null ? body : $"{body}/{crew}";
    }
}
