using System.Runtime.CompilerServices;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Reporting;

/// <summary>
/// All alerts, then all work items, one JSON object a line (导出). Two runs of the same inputs give the same bytes:
/// human numbers and signatures stand outside.
/// </summary>
public static class HubExport
{
    /// <summary>Writes the export.</summary>
    public static async Task WriteAsync(ICityStore store, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(to);
        await WriteAsync(LinesAsync(store, cancellationToken), to, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what an actor may see of it: the same for who sees everything.</summary>
    public static async Task WriteAsync(ICityStore store, ActorView view, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(to);
        await WriteAsync(LinesAsync(store, view, cancellationToken), to, cancellationToken).ConfigureAwait(false);
    }

    private static async IAsyncEnumerable<byte[]> LinesAsync(
        ICityStore store, ActorView view, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (ScopeIndex.Narrow(AlertDocuments.Kind.Query().OrderBy(AlertDocuments.At), view.Reach, DutyRoom.Watching.Roles) is { } alerts)
            await foreach (var alert in store.ReadAsync(alerts, cancellationToken).ConfigureAwait(false))
                yield return Line("alert", DeskJson.ToUtf8(alert, DeskJson.Write));
        if (ItemSight.Narrow(ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At), view, isOpen: false) is { } items)
            await foreach (var (item, history) in store.ReadAsync(items, cancellationToken).WithHistory(store,
                cancellationToken).ConfigureAwait(false))
                yield return Line("item", DeskJson.ToUtf8((item, history, view), static (json, i) =>
                    ItemView.WriteSeen(json, i.item, i.view, i.history)));
    }

    /// <summary>The lines of an export, without their ends.</summary>
    internal static async IAsyncEnumerable<byte[]> LinesAsync(
        ICityStore store, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var alert in store.ReadAlertsAsync(cancellationToken).ConfigureAwait(false))
            yield return Line("alert", DeskJson.ToUtf8(alert, DeskJson.Write));
        await foreach (var (item, history) in store.ReadItemsAsync(cancellationToken).WithHistory(store,
            cancellationToken).ConfigureAwait(false))
            yield return Line("item", WorkItemJson.ToBytes(item, history));
    }

    private static async Task WriteAsync(IAsyncEnumerable<byte[]> lines, Stream to, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.ConfigureAwait(false))
            await to.WriteAsync((byte[])[.. line, (byte)'\n'], cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Line(string kind, byte[] value) => DeskJson.ToUtf8((kind, value), static (writer, pair) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(pair.kind);
            writer.WriteRawValue(pair.value, skipInputValidation: true);
            writer.WriteEndObject();
        });
}
