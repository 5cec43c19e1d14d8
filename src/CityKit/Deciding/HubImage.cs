using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Observations;
using CityKit.Relaying;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>What a hub reads when it starts: devices, the state of rules, and how far the record has come.</summary>
internal sealed record HubImage
{
    internal StorePosition Position { get; init; } = new(0, 0, default, 0, 0);

    /// <summary>How many work items were ever opened.</summary>
    internal long ItemsOpened { get; init; }

    /// <summary>The rows of the state of rules, registers, times and sensors.</summary>
    internal required CellRows Rows { get; init; }

    /// <summary>That state as of the checkpoint; null in a replay, which has none.</summary>
    internal StoredState? State { get; init; }

    /// <summary>The same in one piece, as versions before kept it; null when there is none.</summary>
    internal StateCell? OldState { get; init; }

    /// <summary>The last entry that the cells cover.</summary>
    internal long SnapshotNumber { get; init; }

    /// <summary>What the hub was last started with; null before the first.</summary>
    internal StateCell? Setup { get; init; }

    /// <summary>The configuration in force; null in an empty store.</summary>
    internal StateCell? Configuration { get; init; }

    /// <summary>The same as of the checkpoint; null when the journal after it has it all.</summary>
    internal StateCell? KeptConfiguration => Configuration is { } cell && cell.Number <= SnapshotNumber ? cell : null;

    internal IReadOnlyList<DeviceRecord> Devices { get; init; } = [];

    /// <summary>The devices that are said to be silent.</summary>
    internal IReadOnlyList<string> SilentDevices { get; init; } = [];

    /// <summary>The histories that the hub knows of; null in a store of a version before.</summary>
    internal HubHistories? Histories { get; init; }

    /// <summary>Up to where the partitions of a city were relayed, in its own partition.</summary>
    internal ImmutableDictionary<string, RelayCursor> Lanes { get; init; } = ImmutableDictionary<string, RelayCursor>.Empty;

    /// <summary>Whether work items are stored with when something falls due on them.</summary>
    internal bool HasDueTimes { get; init; }

    internal static async ValueTask<HubImage> ReadAsync(ICityStore store, StorePosition position, CancellationToken cancellationToken)
    {
        var cells = await store.FindCellsAsync(
            [HubCells.OldState, HubCells.Configuration, HubCells.Setup, HubCells.DueTimes, HubCells.Snapshot,
                HubCells.Histories],
            cancellationToken).ConfigureAwait(false);
        StateCell? Find(CellKey key) => cells.FirstOrDefault(cell => cell.Key == key);
        // a version before had no such cell: all its cells were after the checkpoint
        var snapshot = Find(HubCells.Snapshot)?.Number ?? position.Checkpoint;
        var isInPieces = Find(HubCells.Snapshot)?.Bytes.Span.SequenceEqual(HubCells.SnapshotInPieces.Span) is true;
        var rows = new CellRows(store, snapshot);
        await rows.ReadGoneAsync(isInPieces, cancellationToken).ConfigureAwait(false);
        return new HubImage
        {
            Position = position,
            ItemsOpened = await store.CountAsync(ItemDocuments.Kind.Query(), cancellationToken).ConfigureAwait(false),
            Rows = rows,
            State = new StoredState(
                await rows.ReadAllAsync(HubCells.SensorModule, cancellationToken).ConfigureAwait(false), isInPieces, rows.Take),
            SnapshotNumber = snapshot,
            OldState = Find(HubCells.OldState),
            Setup = Find(HubCells.Setup),
            Configuration = Find(HubCells.Configuration),
            Devices = await store.ReadAsync(DeviceDocuments.Kind.Query(), cancellationToken)
                .ToListAsync(cancellationToken).ConfigureAwait(false),
            SilentDevices = await store.ReadAsync(AlertDocuments.Kind.Query()
                    .Where(AlertDocuments.Open, 1).Where(AlertDocuments.Rule, Alert.DeviceOffline), cancellationToken)
                .Select(alert => alert.Source).ToListAsync(cancellationToken).ConfigureAwait(false),
            Histories = Find(HubCells.Histories) is { } histories ? HubHistories.Read(histories.Bytes.Span) : null,
            Lanes = (await store.ReadCellsAsync(RelayDesk.Module, cancellationToken).Where(cell => !cell.Bytes.IsEmpty)
                    .ToListAsync(cancellationToken).ConfigureAwait(false))
                .ToImmutableDictionary(cell => cell.Key.Key, cell => RelayCodec.ReadCursor(cell.Bytes.Span)),
            HasDueTimes = Find(HubCells.DueTimes) is not null,
        };
    }
}
