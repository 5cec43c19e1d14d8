using Microsoft.Data.Sqlite;

namespace CityKit.Edge.Outbox;

/// <summary>
/// What comes into the outbox: commits of the loop, and what was salvaged of an earlier file. Called within the outbox's lock.
/// </summary>
internal sealed class OutboxWriter(OutboxStore store, long capBytes)
{
    /// <summary>Answers are written with a commit before they would have to be written by themselves.</summary>
    private const int SettledTogether = OutboxSender.SettledAtOnce / 2;

    private readonly OutboxCap cap = new(store.Alarms, store.Readings, capBytes);

    internal OutboxReceipt Commit(OutboxCommit commit)
    {
        try
        {
            var receipt = store.InWork(() => Write(commit), written => written.IsCommitted);
            return Told(receipt.Refusal);
        }
        catch (SqliteException failed) when (OutboxStore.IsOfTheDisk(failed))
        {
            return Told(OutboxRefusals.Disk(store.File.Path, failed.Message));
        }
    }

    private OutboxReceipt Told(Core.Refusal? refusal)
    {
        store.IsTight = refusal is not null;
        if (store.IsTight) store.TrySettle();
        return Receipt(refusal);
    }

    /// <summary>All or nothing; a marker stands for each run of events that could not be read.</summary>
    /// <returns>How many events could not be read.</returns>
    internal long TakeOver(SalvagedOutbox salvaged) => store.InWork(() =>
    {
        store.Identity.Renew(salvaged.Earlier);
        foreach (var boot in salvaged.Boots) store.Boots.Save(boot);
        if (salvaged.Source is { } source) store.State.Write(new OutboxCommit { Source = source });
        return Append(store.Alarms, salvaged.Alarms) + Append(store.Readings, salvaged.Readings);
    });

    private OutboxReceipt Write(OutboxCommit commit)
    {
        if (store.Unsaved >= SettledTogether) store.Settle();
        foreach (var cityEvent in commit.Events)
        {
            store.Known(cityEvent.Time.Boot);
            store.Table(cityEvent.Lane).Append(cityEvent, ++store.Position);
        }
        store.State.Write(commit);
        if (!cap.Enforce(out var gaveUp)) return Receipt(OutboxRefusals.Full(store.Alarms.State.Bytes, store.Readings.State.Bytes));
        store.Dropped += gaveUp;
        store.EventsWritten += commit.Events.Count;
        return Receipt(null);
    }

    private long Append(LaneTable table, IReadOnlyList<SalvagedEvent> events)
    {
        foreach (var found in events)
        {
            table.Append(found.Event, found.Position, found.Covers);
            store.Position = Math.Max(store.Position, found.Position);
        }
        return events.Where(e => e.IsLoss).Sum(e => e.Covers);
    }

    /// <summary>After a refusal the numbers are those of before.</summary>
    private OutboxReceipt Receipt(Core.Refusal? refusal) => new(store.Alarms.State.Last, store.Readings.State.Last, refusal);
}
