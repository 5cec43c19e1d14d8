using CityKit.Core.Time;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Shared.Sqlite;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>Writes commits, each in one transaction that begins with the check of the claim.</summary>
internal sealed class HubWriter : IDisposable
{
    private readonly SqliteFile file;
    private readonly Dictionary<DocumentKind, DocumentWriter> documents;
    private readonly SqliteStatement advance;
    private readonly SqliteStatement journal;
    private readonly SqliteStatement cell;
    private readonly SqliteStatement noCell;
    private readonly SqliteStatement notification;
    private readonly SqliteStatement text;

    internal HubWriter(SqliteFile file, IEnumerable<DocumentTable> tables)
    {
        this.file = file;
        documents = tables.ToDictionary(t => t.Kind, t => new DocumentWriter(file, t));
        advance = file.Prepare("UPDATE hub SET number = ?3, hash = coalesce(?4, hash), notification = coalesce(?5, notification), checkpoint = coalesce(?6, checkpoint) WHERE epoch = ?1 AND number = ?2");
        journal = file.Prepare("INSERT INTO journal VALUES(?1, ?2, ?3, ?4, ?5)");
        cell = file.Prepare("INSERT INTO cells VALUES(?1, ?2, ?3, ?4) ON CONFLICT(module, key) DO UPDATE SET number = ?3, bytes = ?4");
        noCell = file.Prepare("DELETE FROM cells WHERE module = ?1 AND key = ?2");
        notification = file.Prepare("INSERT INTO notifications VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        text = file.Prepare("INSERT OR IGNORE INTO texts VALUES(?1, ?2, ?3)");
    }

    public void Dispose()
    {
        foreach (var writer in documents.Values) writer.Dispose();
        file.Dispose();
    }

    /// <summary>Takes the claim: the next epoch.</summary>
    internal void Claim()
    {
        using var work = file.Begin();
        file.Execute("UPDATE hub SET epoch = epoch + 1");
        work.Commit();
    }

    /// <returns>False when the claim or the last entry is another: nothing was written.</returns>
    internal bool TryWrite(StoreCommit commit)
    {
        using var work = file.Begin();
        if (!TryAdvance(commit)) return false;
        foreach (var entry in commit.Entries) Write(entry);
        foreach (var change in commit.Documents) documents[change.Kind].Write(change);
        foreach (var state in commit.Cells) Write(state);
        foreach (var message in commit.Notifications) Write(message);
        foreach (var written in commit.Texts) text.Bind(1, written.Id).Bind(2, written.Salt.Span).Bind(3, written.Text).Run();
        work.Commit();
        return true;
    }

    private bool TryAdvance(StoreCommit commit)
    {
        advance.Bind(1, commit.Epoch).Bind(2, commit.After).Bind(3, commit.After + commit.Entries.Count);
        if (commit.Entries.Count > 0) advance.Bind(4, commit.Hash.ToArray());
        else advance.Bind(4, (string?)null);
        advance.Bind(5, commit.Notifications.Count > 0 ? commit.Notifications[^1].Number : null).Bind(6, commit.Checkpoint).Run();
        return file.Changes == 1;
    }

    private void Write(JournalEntry entry) => journal
        .Bind(1, entry.Number).Bind(2, entry.ReceivedAt.ToUnixNanoseconds()).Bind(3, (long)entry.Kind).Bind(4, entry.Key).Bind(5, entry.Payload.Span).Run();

    private void Write(StateCell state)
    {
        if (state.Bytes.IsEmpty) noCell.Bind(1, state.Key.Module).Bind(2, state.Key.Key).Run();
        else cell.Bind(1, state.Key.Module).Bind(2, state.Key.Key).Bind(3, state.Number).Bind(4, state.Bytes.Span).Run();
    }

    private void Write(Notification message) => notification
        .Bind(1, message.Number).Bind(2, message.At.ToUnixNanoseconds()).Bind(3, (long)message.Kind).Bind(4, message.Subject)
        .Bind(5, message.Text.Zh).Bind(6, message.Text.En).Bind(7, message.Audience).Run();
}
