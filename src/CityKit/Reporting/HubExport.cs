using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
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
        await foreach (var alert in store.ReadAlertsAsync(cancellationToken).ConfigureAwait(false))
            await LineAsync(to, "alert", DeskJson.ToUtf8(alert, DeskJson.Write), cancellationToken).ConfigureAwait(false);
        await foreach (var item in store.ReadItemsAsync(cancellationToken).ConfigureAwait(false))
            await LineAsync(to, "item", WorkItemJson.ToBytes(item), cancellationToken).ConfigureAwait(false);
    }

    private static async Task LineAsync(Stream to, string kind, byte[] value, CancellationToken cancellationToken)
    {
        var line = DeskJson.ToUtf8((kind, value), static (writer, pair) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName(pair.kind);
            writer.WriteRawValue(pair.value, skipInputValidation: true);
            writer.WriteEndObject();
        });
        await to.WriteAsync((byte[])[.. line, (byte)'\n'], cancellationToken).ConfigureAwait(false);
    }
}
