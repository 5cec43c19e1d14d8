using System.Security.Cryptography;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Modules;

namespace CityKit.AlertDesk;

/// <summary>A work item as one actor sees it: its number, what he may do now, and the parts that he may see.</summary>
public static class ItemView
{
    private const int TagBytes = 16;

    /// <summary>The same for what does not exist and for what one may not see.</summary>
    public static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such work item, or it is not yours to see.", "没有该工作项，或您无权查看。");

    internal static Refusal NotYet(WorkItem item) => Refusal.Of("not-found",
        $"The work item was opened at {item.OpenedAt}: ask for a moment from then on.", $"该工作项于 {item.OpenedAt} 提交，请指定此后的时刻。");

    /// <summary>
    /// Says which state of the item an actor sees: another tag, another state. 32 hexadecimal digits, from what he sees and nothing else.
    /// </summary>
    public static string TagOf(WorkItem item, ActorView view)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(view);
        var parts = view.Visible(item);
        var seen = DeskJson.ToUtf8((view, item, parts), static (json, it) =>
        {
            json.WriteStartArray();
            WorkItemJson.Write(json, it.view.Seen(it.item, it.parts), it.parts);
            if (it.parts.HasFlag(WorkItemPart.History)) json.WriteNumberValue(it.item.Entries);
            json.WriteEndArray();
        });
        return Convert.ToHexStringLower(SHA256.HashData(seen).AsSpan(0, TagBytes));
    }

    /// <summary>Writes it as one object, without its history.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item, ActorView view) => Write(writer, item, view, null);

    /// <summary>Writes it as one object, with its history for who sees it.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item, ActorView view, IReadOnlyList<HistoryEntry>? history)
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
        var parts = over is null ? WorkItemPart.None : view.Visible(item, over);
        WriteSeen(writer, item, view, parts, history);
        if (parts.HasFlag(WorkItemPart.Summary) && view.Left(item) is { } left) WriteLeft(writer, left);
        writer.WriteEndObject();
    }

    /// <summary>Writes the item itself, as far as the actor sees it.</summary>
    internal static void WriteSeen(Utf8JsonWriter writer, WorkItem item, ActorView view, IReadOnlyList<HistoryEntry> history) =>
        WriteSeen(writer, item, view, view.Visible(item), history);

    private static void WriteSeen(
        Utf8JsonWriter writer, WorkItem item, ActorView view, WorkItemPart parts, IReadOnlyList<HistoryEntry>? history) =>
        WorkItemJson.Write(writer, view.Seen(item, parts), parts, view.Seen(item, history, parts));

    /// <summary>How long it is until the deadline, for people.</summary>
    private static void WriteLeft(Utf8JsonWriter writer, TimeLeft left)
    {
        var text = left.ToText();
        writer.WriteStartObject("left");
        writer.WriteBoolean("overdue", left.IsOverdue);
        writer.WriteString("zh", text.Zh);
        writer.WriteString("en", text.En);
        writer.WriteEndObject();
    }
}
