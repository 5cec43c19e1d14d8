using System.Text.Json;
using CityKit.Cases.Json;
using CityKit.Cases.Profiles;

namespace CityKit.Cases;

/// <summary>A work item as JSON: for stores, exports and answers. The same item gives the same bytes; the number people read is left out.</summary>
public static class WorkItemJson
{
    /// <summary>The largest item read, in bytes.</summary>
    public const int MaxBytes = 32 << 20;

    /// <summary>Writes the whole item as one object.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item) => Write(writer, item, WorkItemPart.All);

    /// <summary>Writes the parts somebody may see: see <see cref="Profile.VisibleTo"/>. Only the whole item can be read back.</summary>
    public static void Write(Utf8JsonWriter writer, WorkItem item, WorkItemPart parts)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(item);
        new WorkItemWriter(writer, item, parts).Write();
    }

    /// <summary>The whole item as UTF-8 bytes.</summary>
    public static byte[] ToBytes(WorkItem item)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(writer, item);
        return stream.ToArray();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter, WorkItem)"/> wrote.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static WorkItem Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw new FormatException($"A work item has at most {MaxBytes} bytes, not {utf8.Length}. 工作项数据过大。");
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
}
