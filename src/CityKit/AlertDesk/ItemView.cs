using System.Text.Json;
using CityKit.Cases;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>A work item as one actor sees it: its number, what he may do now, and the parts that he may see.</summary>
public static class ItemView
{
    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item, ActorView view)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(view);
        writer.WriteStartObject();
        writer.WriteString("number", item.Number);
        writer.WriteStartArray("allowed");
        foreach (var command in view.Allowed(item)) writer.WriteStringValue(command);
        writer.WriteEndArray();
        writer.WritePropertyName("item");
        WorkItemJson.Write(writer, item, view.Visible(item));
        writer.WriteEndObject();
    }
}
