using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Modules;
using CityKit.Storage;
using CityKit.Verifying;

namespace CityKit.Reporting;

/// <summary>
/// All alerts, then all work items, one JSON object a line (导出). Two runs of the same inputs give the same bytes:
/// human numbers and signatures are left out.
/// </summary>
public static class HubExport
{
    /// <summary>Writes the export.</summary>
    public static async Task WriteAsync(ICityStore store, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(to);
        await WriteAsync(ExportLine.AllAsync(store, cancellationToken), to, cancellationToken).ConfigureAwait(false);
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
                yield return ExportLine.Of("alert", DeskJson.ToUtf8(alert, DeskJson.Write));
        if (ItemSight.Narrow(ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At), view, isOpen: false) is { } items)
            await foreach (var (item, history) in store.ReadAsync(items, cancellationToken).WithHistory(store,
                cancellationToken).ConfigureAwait(false))
                yield return ExportLine.Of("item", DeskJson.ToUtf8((item, history, view), static (json, i) =>
                    ItemView.WriteSeen(json, i.item, i.view, i.history)));
    }

    private static async Task WriteAsync(IAsyncEnumerable<byte[]> lines, Stream to, CancellationToken cancellationToken)
    {
        await foreach (var line in lines.ConfigureAwait(false))
            await to.WriteAsync((byte[])[.. line, (byte)'\n'], cancellationToken).ConfigureAwait(false);
    }
}
