using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Profiles;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>A work item as one actor may see it: its number, what the actor may do now, and the visible parts.</summary>
internal sealed class ItemView(CityHub hub, Actor actor)
{
    internal void Write(Utf8JsonWriter writer, WorkItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("number", item.Number);
        writer.WriteStartArray("allowed");
        foreach (var command in hub.Allowed(item, actor)) writer.WriteStringValue(command);
        writer.WriteEndArray();
        writer.WritePropertyName("item");
        WorkItemJson.Write(writer, item, hub.Visible(item, actor));
        writer.WriteEndObject();
    }
}
