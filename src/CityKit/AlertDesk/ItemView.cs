using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>A work item as one actor sees it: its number, what he may do now, and the parts that he may see.</summary>
public static class ItemView
{
    private const int TagBytes = 16;

    /// <summary>The same for what does not exist and for what one may not see.</summary>
    public static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such work item, or it is not yours to see.", "没有该工作项，或您无权查看。");

    /// <summary>
    /// Says which state of the item an actor sees: another tag, another state. 32 hexadecimal digits, from what he sees and nothing else.
    /// </summary>
    public static string TagOf(WorkItem item, ActorView view)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(view);
        var seen = DeskJson.ToUtf8(
            (item, parts: view.Visible(item)), static (writer, it) => WorkItemJson.Write(writer, it.item, it.parts));
        return Convert.ToHexStringLower(SHA256.HashData(seen).AsSpan(0, TagBytes));
    }

    /// <summary>Writes it as one object.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item, ActorView view)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(view);
        var over = view.Over(item);
        writer.WriteStartObject();
        writer.WriteString("number", item.Number);
        writer.WriteStartArray("allowed");
        foreach (var command in over is null ? [] : view.Allowed(item, over)) writer.WriteStringValue(command);
        writer.WriteEndArray();
        writer.WritePropertyName("item");
        WorkItemJson.Write(writer, item, over is null ? WorkItemPart.None : view.Visible(item, over));
        writer.WriteEndObject();
    }
}
