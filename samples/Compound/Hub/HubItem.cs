using System.Text.Json;
using NodaTime;

namespace CityKit.Samples.Compound.Hub;

/// <summary>A work item (工单) as the hub lists it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">Its number, for people.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="Class">Its class; empty while it has none.</param>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Grid">Its unit grid.</param>
/// <param name="IsOpen">True until it is closed.</param>
internal sealed record HubItem(string Id, string Number, string Profile, string Class, string State, Instant Since, string? Grid, bool IsOpen)
{
    /// <summary>Reads one of a list: number and what one may do stand beside the item itself.</summary>
    public static HubItem From(JsonElement listed)
    {
        var item = listed.GetProperty("item");
        var grid = item.TryGetProperty("place", out var place) ? HubJson.Text(place, "grid") : null;
        return new HubItem(
            HubJson.Text(item, "id")!, HubJson.Text(listed, "number") ?? "", HubJson.Text(item, "profile")!, HubJson.Text(item, "class") ?? "",
            HubJson.Text(item, "state")!, HubJson.Instant(item, "stateSince"), grid, item.GetProperty("open").GetBoolean());
    }
}
