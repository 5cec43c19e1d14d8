using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Time;
using CityKit.Devices;
using CityKit.Journal;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>Reads what was committed, on a connection of its own.</summary>
internal sealed class HubReader(SqliteFile file) : IDisposable
{
    private const string EntryColumns = "number, received_at, kind, key, payload";
    private const string DocumentColumns = "at, id, doc";
    private const string ItemColumns = "at, id, doc, number";
    private readonly SqliteStatement journal = file.Prepare($"SELECT {EntryColumns} FROM journal WHERE number > ?1 ORDER BY number LIMIT ?2");
    private readonly SqliteStatement byKey = file.Prepare($"SELECT {EntryColumns} FROM journal WHERE kind = ?1 AND key = ?2 AND key <> ''");
    private readonly SqliteStatement notifications = file.Prepare("SELECT number, at, kind, subject, zh, en, audience FROM notifications WHERE number > ?1 ORDER BY number LIMIT ?2");
    private readonly SqliteStatement findings = file.Prepare("SELECT number, journal, code, source, from_ns, to_ns, zh, en FROM findings WHERE number > ?1 ORDER BY number LIMIT ?2");

    /// <summary>Where a document stands in its table.</summary>
    internal readonly record struct Place(long At, string Id);

    public void Dispose() => file.Dispose();

    internal HubImage ReadImage() => new()
    {
        LastNumber = file.Scalar("SELECT max(number) FROM journal"),
        LastNotification = file.Scalar("SELECT max(number) FROM notifications"),
        ItemsOpened = file.Scalar("SELECT count(*) FROM items"),
        Snapshot = ReadSnapshot(),
        Configuration = Rows($"SELECT {EntryColumns} FROM journal WHERE kind = {(int)JournalKind.Configuration} ORDER BY number DESC LIMIT 1", Entry).FirstOrDefault(),
        Devices = Rows("SELECT id, key, outbox, retired, alarm, alarm_hash, reading, reading_hash, accepted, duplicates, heard_at, bundle, bundle_command, release, agent_version, agent_number, agent_runtime, agent_trial, agent_failed, agent_failed_why FROM devices ORDER BY id", Device),
        Alerts = Rows(Open(DocumentColumns, "alerts"), Alert),
        Leads = Rows(Open(DocumentColumns, "leads"), Lead),
        Items = Rows(Open(ItemColumns, "items"), Item),
    };

    internal List<JournalEntry> Journal(long after, int rows) => Rows(journal.Bind(1, after).Bind(2, rows), Entry);

    internal JournalEntry? FindEntry(JournalKind kind, string key) => Rows(byKey.Bind(1, (long)kind).Bind(2, key), Entry).FirstOrDefault();

    internal List<Notification> Notifications(long after, int rows) => Rows(notifications.Bind(1, after).Bind(2, rows), row => new Notification(
        row.Int64(0), Time(row, 1)!.Value, (NotificationKind)row.Int64(2), row.Text(3), new LocalizedText(row.Text(4), row.Text(5)), row.Text(6)));

    internal List<(long Number, Finding Finding)> Findings(long after, int rows) => Rows(findings.Bind(1, after).Bind(2, rows), row => (
        row.Int64(0), new Finding(row.Int64(1), row.Text(2), row.Text(3), Time(row, 4), Time(row, 5), new LocalizedText(row.Text(6), row.Text(7)))));

    internal List<(Place Place, Alert Row)> Alerts(Place after, int rows) => Page(DocumentColumns, "alerts", after, rows, Alert);

    internal List<(Place Place, Lead Row)> Leads(Place after, int rows) => Page(DocumentColumns, "leads", after, rows, Lead);

    internal List<(Place Place, WorkItem Row)> Items(Place after, int rows) => Page(ItemColumns, "items", after, rows, Item);

    internal Lead? FindLead(string id) => Find(DocumentColumns, "leads", id, Lead);

    internal WorkItem? FindItem(string id) => Find(ItemColumns, "items", id, Item);

    internal ProtectedText? FindText(string id)
    {
        using var statement = new SqliteStatement(file.Handle, "SELECT id, salt, text FROM texts WHERE id = ?1");
        return Rows(statement.Bind(1, id), row => new ProtectedText(row.Text(0), row.Blob(1).ToArray(), row.Text(2))).FirstOrDefault();
    }

    private static string Open(string columns, string table) => $"SELECT {columns} FROM {table} WHERE open = 1 ORDER BY at, id";

    private static Alert Alert(SqliteStatement row) => DeskJson.ReadAlert(row.Blob(2).ToArray());

    private static Lead Lead(SqliteStatement row) => DeskJson.ReadLead(row.Blob(2).ToArray());

    private static WorkItem Item(SqliteStatement row) => WorkItemJson.Read(row.Blob(2)) with { Number = row.IsNull(3) ? null : row.Text(3) };

    private List<(Place Place, T Row)> Page<T>(string columns, string table, Place after, int rows, Func<SqliteStatement, T> read)
    {
        using var statement = new SqliteStatement(file.Handle, $"SELECT {columns} FROM {table} WHERE (at, id) > (?1, ?2) ORDER BY at, id LIMIT ?3");
        return Rows(statement.Bind(1, after.At).Bind(2, after.Id).Bind(3, rows), row => (new Place(row.Int64(0), row.Text(1)), read(row)));
    }

    private T? Find<T>(string columns, string table, string id, Func<SqliteStatement, T> read) where T : class
    {
        using var statement = new SqliteStatement(file.Handle, $"SELECT {columns} FROM {table} WHERE id = ?1");
        return Rows(statement.Bind(1, id), read).FirstOrDefault();
    }

    private HubSnapshot? ReadSnapshot() =>
        Rows("SELECT number, state FROM snapshot", row => new HubSnapshot(row.Int64(0), row.Blob(1).ToArray())).FirstOrDefault();

    private List<T> Rows<T>(string sql, Func<SqliteStatement, T> read)
    {
        using var statement = new SqliteStatement(file.Handle, sql);
        return Rows(statement, read);
    }

    private static List<T> Rows<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        while (statement.Step()) rows.Add(read(statement));
        return rows;
    }

    private static JournalEntry Entry(SqliteStatement row) => new(row.Int64(0), Time(row, 1)!.Value, (JournalKind)row.Int64(2), row.Text(3), row.Blob(4).ToArray());

    private static DeviceRecord Device(SqliteStatement row) => new(DeviceId.Parse(row.Text(0)), new DevicePublicKey(row.Blob(1)))
    {
        Outbox = row.IsNull(2) ? null : OutboxId.FromBytes(row.Blob(2)),
        Retired = Outboxes(row.Blob(3)),
        Alarm = new LaneCursor(row.Int64(4), RunningHash.FromBytes(row.Blob(5))),
        Reading = new LaneCursor(row.Int64(6), RunningHash.FromBytes(row.Blob(7))),
        Accepted = row.Int64(8),
        Duplicates = row.Int64(9),
        HeardAt = Time(row, 10),
        Bundle = row.IsNull(11) ? null : new BundleReference(row.Int64(11), row.Text(12)),
        Release = row.Int64(13),
        Agent = new DeviceAgent(row.Text(14), row.Int64(15), row.Text(16), row.Int64(17) == 1, row.Int64(18), row.Text(19)),
    };

    private static ImmutableArray<OutboxId> Outboxes(ReadOnlySpan<byte> bytes)
    {
        var outboxes = ImmutableArray.CreateBuilder<OutboxId>();
        for (; bytes.Length >= OutboxId.ByteLength; bytes = bytes[OutboxId.ByteLength..]) outboxes.Add(OutboxId.FromBytes(bytes));
        return outboxes.ToImmutable();
    }

    private static Instant? Time(SqliteStatement row, int column) => row.IsNull(column) ? null : InstantNanoseconds.FromUnixNanoseconds(row.Int64(column));
}
