using System.Text.Json;
using CityKit.Cases.Json;
using CityKit.Cases.Profiles;

namespace CityKit.Cases;

/// <summary>
/// A work item as JSON: for stores, exports and answers. The same item gives the same bytes; the number people read is left out.
/// </summary>
public static class WorkItemJson
{
    /// <summary>The largest item read, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>Writes the parts somebody may see: see <see cref="Profile.VisibleTo"/>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="item">The item.</param>
    /// <param name="parts">What of it.</param>
    /// <param name="history">Its history, which is shown with <see cref="WorkItemPart.History"/>; null to leave it out, as lists
    /// do.</param>
    public static void Write(Utf8JsonWriter writer, WorkItem item, WorkItemPart parts, IReadOnlyList<HistoryEntry>? history = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(item);
        new WorkItemWriter(writer, item, parts, history).Write();
    }

    /// <summary>Writes the item as a store keeps it: everything, its history in short. Its rows are kept beside it.</summary>
    public static void WriteStored(Utf8JsonWriter writer, WorkItem item)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(item);
        var whole = new WorkItemWriter(writer, item, WorkItemPart.All, item.KeptHistory);
        if (item.KeptHistory.Count > 0) whole.Write();
        else new WorkItemWriter(writer, item, WorkItemPart.All, null).WriteStored();
    }

    /// <summary>The item as a store keeps it, as UTF-8 bytes.</summary>
    public static byte[] ToBytes(WorkItem item) => ToBytes(writer => WriteStored(writer, item));

    /// <summary>The whole item with its history as UTF-8 bytes, as an export has it.</summary>
    public static byte[] ToBytes(WorkItem item, IReadOnlyList<HistoryEntry> history) =>
        ToBytes(writer => Write(writer, item, WorkItemPart.All, history));

    /// <summary>Writes one entry of a history, whole.</summary>
    public static void WriteEntry(Utf8JsonWriter writer, HistoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(entry);
        new HistoryWriter(writer, WorkItemPart.All).Write(entry);
    }

    /// <summary>Reads what <see cref="WriteEntry"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static HistoryEntry ReadEntry(JsonElement json)
    {
        try
        {
            return WorkItemParser.Entry(json);
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not an entry of a history: {broken.Message} 不是办理经过数据。", broken);
        }
    }

    /// <summary>Reads a stored item, or a whole one with its history, which is <see cref="WorkItem.KeptHistory"/> then.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static WorkItem Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw new FormatException($"A work item has at most {MaxBytes} bytes, not {utf8.Length}. "
            + $"工作项有 {utf8.Length} 字节，上限 {MaxBytes}。");
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
            using var document = JsonDocument.ParseValue(ref reader);
            return WorkItemParser.Read(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Not a work item: {broken.Message} 不是工作项数据。", broken);
        }
    }

    private static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) write(writer);
        return stream.ToArray();
    }
}
