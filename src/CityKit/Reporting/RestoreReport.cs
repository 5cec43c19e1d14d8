using CityKit.Devices;
using CityKit.Documents;
using CityKit.Intake;
using CityKit.Observations;
using CityKit.Storage;

namespace CityKit.Reporting;

/// <summary>What a store says of restores (恢复报告), without a hub.</summary>
/// <param name="Restores">Histories that were cut short by a restore, the oldest first.</param>
/// <param name="Missing">What is known to be missing since.</param>
public sealed record RestoreReport(IReadOnlyList<EndedHistory> Restores, IReadOnlyList<MissingEvents> Missing)
{
    /// <summary>Reads a store.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    /// <exception cref="FormatException">What it says of its histories is damaged.</exception>
    public static async Task<RestoreReport> ReadAsync(ICityStore store, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var cells = await store.FindCellsAsync([HubCells.Histories], cancellationToken).ConfigureAwait(false);
        var devices = store.ReadAsync(DeviceDocuments.Kind.Query(), cancellationToken);
        return new RestoreReport(
            cells.Count == 0 ? [] : HubHistories.Read(cells[0].Bytes.Span).Ended,
            await devices.SelectMany(device => device.Missing().ToAsyncEnumerable()).ToListAsync(cancellationToken).ConfigureAwait(false));
    }
}
