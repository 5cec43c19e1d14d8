using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Time;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>
/// Moves a file of the versions before documents, with a table for each of what a hub knew then, and starts the chain over its journal.
/// One transaction: a kill leaves the file as it was.
/// </summary>
internal sealed class OldTables(SqliteFile file, IReadOnlyCollection<DocumentTable> tables)
{
    private static readonly string[] Names = ["devices", "alerts", "leads", "items", "findings", "snapshot"];

    /// <summary>Whether the file has been moved already, or is new and its tables are empty.</summary>
    internal bool IsDone => file.Scalar("SELECT count(*) FROM hub") > 0;

    internal void Move()
    {
        using var work = file.Begin();
        Move(DeviceDocuments.Kind,
            "SELECT id, key, outbox, retired, alarm, alarm_hash, reading, reading_hash, accepted, duplicates, heard_at, "
            + "bundle, bundle_command, release, agent_version, agent_number, agent_runtime, agent_trial, agent_failed, "
            + "agent_failed_why FROM devices", Device);
        MoveReadable(AlertDocuments.Kind, "SELECT id, doc FROM alerts", row => DeskJson.ReadAlert(row.Blob(1).ToArray()));
        MoveReadable(LeadDocuments.Kind, "SELECT id, doc FROM leads", row => DeskJson.ReadLead(row.Blob(1).ToArray()));
        MoveReadable(ItemDocuments.Kind, "SELECT id, doc, number FROM items",
            row => WorkItemJson.Read(row.Blob(1)) with { Number = row.IsNull(2) ? null : row.Text(2) });
        MoveFindings();
        MoveState();
        foreach (var name in Names) file.Execute($"DROP TABLE {name}");
        work.Commit();
    }

    private void MoveState()
    {
        file.Execute("INSERT INTO cells(module, key, number, bytes) SELECT 'hub', 'rules', number, state FROM snapshot");
        file.Execute(
            "INSERT INTO cells(module, key, number, bytes) SELECT 'hub', 'configuration', number, payload FROM journal "
            + $"WHERE kind = {(int)JournalKind.Configuration} ORDER BY number DESC LIMIT 1");
        using var hub = new SqliteStatement(file.Handle,
            "INSERT INTO hub(one, epoch, number, hash, notification, checkpoint) "
            + "SELECT 1, 0, (SELECT coalesce(max(number), 0) FROM journal), ?1, "
            + "(SELECT coalesce(max(number), 0) FROM notifications), (SELECT coalesce(max(number), 0) FROM snapshot)");
        hub.Bind(1, Chain().ToArray()).Run();
    }

    private RunningHash Chain()
    {
        var hash = default(RunningHash);
        Each("SELECT number, received_at, kind, key, payload FROM journal ORDER BY number",
            row => hash = JournalChain.Next(hash, new JournalEntry(
                row.Int64(0), InstantNanoseconds.FromUnixNanoseconds(row.Int64(1)),
                (JournalKind)row.Int64(2), row.Text(3), row.Blob(4).ToArray())));
        return hash;
    }

    private void MoveFindings()
    {
        var (last, ordinal) = (0L, 0);
        Move(FindingDocuments.Kind, "SELECT journal, code, source, from_ns, to_ns, zh, en FROM findings ORDER BY number", row =>
        {
            ordinal = row.Int64(0) == last ? ordinal + 1 : 0;
            last = row.Int64(0);
            return new Finding(last, row.Text(1), row.Text(2), Time(row, 3), Time(row, 4),
                new LocalizedText(row.Text(5), row.Text(6))) { Ordinal = ordinal };
        });
    }

    private void Move<T>(DocumentKind<T> kind, string sql, Func<SqliteStatement, T> read) where T : class
    {
        if (tables.FirstOrDefault(t => t.Kind == kind) is not { } table || !HasRows(sql)) return;
        using var writer = new DocumentWriter(file, table);
        Each(sql, row => writer.Write(kind.Put(read(row), 0)));
    }

    /// <summary>
    /// One that cannot be read is moved as it is, without values: a check names it, and the others are not held up by it.
    /// </summary>
    private void MoveReadable<T>(DocumentKind<T> kind, string sql, Func<SqliteStatement, T> read) where T : class
    {
        if (tables.FirstOrDefault(t => t.Kind == kind) is not { } table || !HasRows(sql)) return;
        using var writer = new DocumentWriter(file, table);
        Each(sql, row => writer.Write(Readable(row) is { } document ? kind.Put(document, 0) : Unread(row)));

        DocumentChange Unread(SqliteStatement row) =>
            new(kind, row.Text(0), 0, row.Blob(1).ToArray(), [.. kind.Indexes.Select(_ => Array.Empty<IndexValue>())]);

        T? Readable(SqliteStatement row)
        {
            try
            {
                return read(row);
            }
            catch (Exception unreadable) when (unreadable is not (SqliteException or OutOfMemoryException))
            {
                return null;
            }
        }
    }

    private bool HasRows(string sql) => file.Scalar($"SELECT EXISTS({sql})") == 1;

    private void Each(string sql, Action<SqliteStatement> take)
    {
        using var rows = new SqliteStatement(file.Handle, sql);
        while (rows.Step()) take(rows);
    }

    private static DeviceRecord Device(SqliteStatement row) => new(DeviceId.Parse(row.Text(0)), new DevicePublicKey(row.Blob(1)))
    {
        Outbox = row.IsNull(2) ? null : OutboxId.FromBytes(row.Blob(2)),
        Retired = DeviceDocuments.Outboxes(row.Blob(3)),
        Alarm = new LaneCursor(row.Int64(4), RunningHash.FromBytes(row.Blob(5))),
        Reading = new LaneCursor(row.Int64(6), RunningHash.FromBytes(row.Blob(7))),
        Accepted = row.Int64(8),
        Duplicates = row.Int64(9),
        HeardAt = Time(row, 10),
        Bundle = row.IsNull(11) ? null : new BundleReference(row.Int64(11), row.Text(12)),
        Release = row.Int64(13),
        Agent = new DeviceAgent(row.Text(14), row.Int64(15), row.Text(16), row.Int64(17) == 1, row.Int64(18), row.Text(19)),
    };

    private static Instant? Time(SqliteStatement row, int column) =>
        row.IsNull(column) ? null : InstantNanoseconds.FromUnixNanoseconds(row.Int64(column));
}
