using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Devices;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>What a hub reads when it starts: all that is still open, and how far the record has come.</summary>
internal sealed record HubImage
{
    internal StorePosition Position { get; init; } = new(0, 0, default, 0, 0);

    /// <summary>How many work items were ever opened.</summary>
    internal long ItemsOpened { get; init; }

    /// <summary>The state of rules and registers as of the checkpoint; null when there is none.</summary>
    internal StateCell? Rules { get; init; }

    /// <summary>The configuration in force; null in an empty store.</summary>
    internal StateCell? Configuration { get; init; }

    internal IReadOnlyList<DeviceRecord> Devices { get; init; } = [];

    internal IReadOnlyList<Alert> Alerts { get; init; } = [];

    internal IReadOnlyList<Lead> Leads { get; init; } = [];

    internal IReadOnlyList<WorkItem> Items { get; init; } = [];

    internal static async ValueTask<HubImage> ReadAsync(ICityStore store, StorePosition position, CancellationToken cancellationToken)
    {
        var cells = await store.FindCellsAsync([HubCells.Rules, HubCells.Configuration], cancellationToken).ConfigureAwait(false);
        return new HubImage
        {
            Position = position,
            ItemsOpened = await store.CountAsync(ItemDocuments.Kind.Query(), cancellationToken).ConfigureAwait(false),
            Rules = cells.FirstOrDefault(c => c.Key == HubCells.Rules),
            Configuration = cells.FirstOrDefault(c => c.Key == HubCells.Configuration),
            Devices = await store.ReadAsync(DeviceDocuments.Kind.Query(), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
            Alerts = await store.ReadAsync(AlertDocuments.Kind.Query().Where(AlertDocuments.Open, 1), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
            Leads = await store.ReadAsync(LeadDocuments.Kind.Query().Where(LeadDocuments.Open, 1), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
            Items = await store.ReadAsync(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
        };
    }
}
