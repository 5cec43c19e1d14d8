using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.AlertDesk;

/// <summary>
/// The histories of work items as a store keeps them: an entry is a row, and an item does not grow with what happens to it.
/// </summary>
public static class ItemHistory
{
    /// <summary>The work item.</summary>
    public static DocumentIndex<ItemEntry> Item { get; } = DocumentIndex<ItemEntry>.Text("item", row => row.Item.ToString());

    /// <summary>When it happened; entries of one moment go by their number.</summary>
    public static DocumentIndex<ItemEntry> At { get; } = DocumentIndex<ItemEntry>.Order("at", row => row.Entry.At);

    /// <summary>All entries.</summary>
    public static DocumentKind<ItemEntry> Kind { get; } = new("item_history", IdOf, Write, Read, Item, At);

    /// <summary>The entries of one item, in order.</summary>
    public static DocumentQuery<ItemEntry> Of(WorkItemId item) => Kind.Query().Where(Item, item.ToString()).OrderBy(At);

    /// <summary>The whole history of an item, in order.</summary>
    public static async ValueTask<IReadOnlyList<HistoryEntry>> ReadHistoryAsync(
        this ICityStore store, WorkItem item, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(item);
        var rows = await store.ReadAsync(Of(item.Id),
            cancellationToken).Select(row => row.Entry).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. item.KeptHistory, .. rows];
    }

    /// <summary>Work items with their histories.</summary>
    internal static async IAsyncEnumerable<(WorkItem Item, IReadOnlyList<HistoryEntry> History)> WithHistory(
        this IAsyncEnumerable<WorkItem> items, ICityStore store, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var item in items.ConfigureAwait(false))
            yield return (item, await store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false));
    }

    private static string IdOf(ItemEntry row) => string.Create(CultureInfo.InvariantCulture, $"{row.Item}-{row.Number:D5}");

    private static ReadOnlyMemory<byte> Write(ItemEntry row) => DeskJson.ToUtf8(row, static (json, row) =>
    {
        json.WriteStartObject();
        json.WriteString("item", row.Item.ToString());
        json.WriteNumber("number", row.Number);
        json.WritePropertyName("entry");
        WorkItemJson.WriteEntry(json, row.Entry);
        json.WriteEndObject();
    });

    private static ItemEntry Read(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var json = document.RootElement;
        return new ItemEntry(WorkItemId.Parse(json.GetProperty("item").GetString()!), json.GetProperty("number").GetInt32(),
            WorkItemJson.ReadEntry(json.GetProperty("entry")));
    }
}
