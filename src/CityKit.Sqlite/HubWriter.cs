using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Devices;
using CityKit.Journal;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>Writes commits. One transaction each.</summary>
internal sealed class HubWriter(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement journal = file.Prepare("INSERT INTO journal VALUES(?1, ?2, ?3, ?4, ?5)");
    private readonly SqliteStatement device = file.Prepare("INSERT OR REPLACE INTO devices VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)");
    private readonly SqliteStatement alert = file.Prepare(Upsert("alerts"));
    private readonly SqliteStatement lead = file.Prepare(Upsert("leads"));
    private readonly SqliteStatement item = file.Prepare("INSERT INTO items(at, id, open, doc, number) VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(id) DO UPDATE SET at = ?1, open = ?3, doc = ?4");
    private readonly SqliteStatement finding = file.Prepare("INSERT INTO findings(journal, code, source, from_ns, to_ns, zh, en) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    private readonly SqliteStatement notification = file.Prepare("INSERT INTO notifications VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    private readonly SqliteStatement text = file.Prepare("INSERT OR IGNORE INTO texts VALUES(?1, ?2, ?3)");
    private readonly SqliteStatement snapshot = file.Prepare("INSERT OR REPLACE INTO snapshot VALUES(1, ?1, ?2)");

    public void Dispose() => file.Dispose();

    internal void Write(HubCommit commit)
    {
        using var work = file.Begin();
        foreach (var entry in commit.Entries) Write(entry);
        foreach (var changed in commit.Devices) Write(changed);
        foreach (var changed in commit.Alerts) Write(alert, changed.RaisedAt, changed.Id.ToString(), changed.ClearedAt is null, DeskJson.ToUtf8(changed, DeskJson.Write));
        foreach (var changed in commit.Leads) Write(lead, changed.At, changed.Id.ToString(), changed.State == LeadState.Open, DeskJson.ToUtf8(changed, DeskJson.Write));
        foreach (var changed in commit.Items) Write(item.Bind(5, changed.Number), changed.ReportedAt, changed.Id.ToString(), changed.IsOpen, WorkItemJson.ToBytes(changed));
        foreach (var found in commit.Findings) Write(found);
        foreach (var message in commit.Notifications) Write(message);
        foreach (var written in commit.Texts) text.Bind(1, written.Id).Bind(2, written.Salt.Span).Bind(3, written.Text).Run();
        if (commit.Snapshot is { } state) snapshot.Bind(1, state.Number).Bind(2, state.State.Span).Run();
        work.Commit();
    }

    private static string Upsert(string table) =>
        $"INSERT INTO {table}(at, id, open, doc) VALUES(?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET at = ?1, open = ?3, doc = ?4";

    private static void Write(SqliteStatement statement, Instant at, string id, bool open, byte[] document) =>
        statement.Bind(1, at.ToUnixNanoseconds()).Bind(2, id).Bind(3, open ? 1 : 0).Bind(4, document).Run();

    private void Write(JournalEntry entry) => journal
        .Bind(1, entry.Number).Bind(2, entry.ReceivedAt.ToUnixNanoseconds()).Bind(3, (long)entry.Kind).Bind(4, entry.Key).Bind(5, entry.Payload.Span).Run();

    private void Write(DeviceRecord record)
    {
        device.Bind(1, record.Id.Value).Bind(2, record.Key.Info.Span);
        if (record.Outbox is { } outbox) device.Bind(3, Bytes([outbox]));
        else device.Bind(3, (string?)null);
        device.Bind(4, Bytes(record.Retired.AsSpan()))
            .Bind(5, record.Alarm.Sequence).Bind(6, record.Alarm.Hash.ToArray())
            .Bind(7, record.Reading.Sequence).Bind(8, record.Reading.Hash.ToArray())
            .Bind(9, record.Accepted).Bind(10, record.Duplicates).Bind(11, record.HeardAt?.ToUnixNanoseconds())
            .Bind(12, record.Bundle?.Version).Bind(13, record.Bundle?.CommandId).Bind(14, record.Release)
            .Bind(15, record.Agent.Version).Bind(16, record.Agent.Number).Bind(17, record.Agent.Runtime)
            .Bind(18, record.Agent.IsOnTrial ? 1 : 0).Bind(19, record.Agent.Failed).Bind(20, record.Agent.FailedWhy).Run();
    }

    private void Write(Finding found) => finding
        .Bind(1, found.Journal).Bind(2, found.Code).Bind(3, found.Source)
        .Bind(4, found.From?.ToUnixNanoseconds()).Bind(5, found.To?.ToUnixNanoseconds())
        .Bind(6, found.Reason.Zh).Bind(7, found.Reason.En).Run();

    private void Write(Notification message) => notification
        .Bind(1, message.Number).Bind(2, message.At.ToUnixNanoseconds()).Bind(3, (long)message.Kind).Bind(4, message.Subject)
        .Bind(5, message.Text.Zh).Bind(6, message.Text.En).Bind(7, message.Audience).Run();

    private static byte[] Bytes(ReadOnlySpan<OutboxId> outboxes)
    {
        var bytes = new byte[outboxes.Length * OutboxId.ByteLength];
        for (var i = 0; i < outboxes.Length; i++) outboxes[i].WriteTo(bytes.AsSpan(i * OutboxId.ByteLength));
        return bytes;
    }
}
