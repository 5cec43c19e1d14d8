using System.Diagnostics;
using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>Writes commits, each in one transaction that begins with the check of the claim.</summary>
internal sealed class HubWriter : IDisposable
{
    private readonly SqliteFile file;
    private readonly Dictionary<DocumentKind, DocumentTable> tables;
    private readonly Dictionary<DocumentKind, DocumentWriter> documents = [];
    private readonly SqliteStatement position;
    private readonly SqliteStatement advance;
    private readonly SqliteStatement journal;
    private readonly SqliteStatement pruned;
    private readonly SqliteStatement cell;
    private readonly SqliteStatement noCell;
    private readonly SqliteStatement notification;
    private SubjectWriter? subjects;
    private bool isLogToClear = true; // of a hub that was killed before it could

    internal HubWriter(SqliteFile file, IEnumerable<DocumentTable> tables)
    {
        this.file = file;
        this.tables = tables.ToDictionary(t => t.Kind);
        position = file.Prepare(HubRow.Select);
        advance = file.Prepare(HubRow.Update);
        journal = file.Prepare("INSERT INTO journal(number, received_at, kind, key, payload, seal) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        pruned = file.Prepare("UPDATE journal SET payload = x'', digest = ?2 WHERE number = ?1");
        cell = file.Prepare(
            "INSERT INTO cells VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(module, key) DO UPDATE SET number = ?3, bytes = ?4, crc = ?5");
        noCell = file.Prepare("DELETE FROM cells WHERE module = ?1 AND key = ?2");
        notification = file.Prepare("INSERT INTO notifications VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    }

    /// <summary>How long the last commit waited for the file's lock.</summary>
    internal TimeSpan LockWait { get; private set; }

    public void Dispose()
    {
        foreach (var writer in documents.Values) writer.Dispose();
        file.Dispose();
    }

    /// <summary>Takes the claim: the next epoch. A copy that no hub has opened yet starts a history of its own.</summary>
    internal void Claim()
    {
        using var work = file.Begin();
        var before = Position();
        HubRow.Write(advance,
            before with { Epoch = before.Epoch + 1, History = before.History == default ? HistoryId.Create() : before.History });
        work.Commit();
    }

    /// <summary>
    /// Takes out of the log what commits deleted for good. Who reads what was before keeps it there: it is tried again after each commit.
    /// </summary>
    /// <returns>False when it has to be tried again.</returns>
    internal bool TryClearLog()
    {
        if (isLogToClear) isLogToClear = !file.TryCopyLogAtOnce();
        return !isLogToClear;
    }

    /// <returns>False when the claim or the last entry is another: nothing was written.</returns>
    internal bool TryWrite(StoreCommit commit)
    {
        var asked = Stopwatch.GetTimestamp();
        using var work = file.Begin();
        LockWait = Stopwatch.GetElapsedTime(asked);
        if (!TryAdvance(commit)) return false;
        for (var i = 0; i < commit.Entries.Count; i++) Write(commit.Entries[i], i == commit.Entries.Count - 1 ? commit.Hash : null);
        foreach (var entry in commit.Pruned) pruned.Bind(1, entry.Number).Bind(2, entry.Digest.Span).Run();
        foreach (var change in commit.Documents) WriterOf(change.Kind).Write(change);
        foreach (var state in commit.Cells) Write(state);
        foreach (var message in commit.Notifications) Write(message);
        if (SubjectWriter.IsNeededFor(commit)) (subjects ??= new SubjectWriter(file)).Write(commit);
        work.Commit();
        isLogToClear |= SubjectWriter.Deletes(commit);
        return true;
    }

    private bool TryAdvance(StoreCommit commit)
    {
        var before = Position();
        if (before.Epoch != commit.Epoch || before.Number != commit.After) return false;
        commit.Check(before);
        HubRow.Write(advance, commit.PositionAfter(before));
        return true;
    }

    /// <summary>Its statements are compiled with the first document of the kind.</summary>
    private DocumentWriter WriterOf(DocumentKind kind) => documents.TryGetValue(kind, out var known) ? known
        : documents[kind] = new DocumentWriter(file, tables[kind]);

    private StorePosition Position()
    {
        if (!position.Step()) throw HubRow.Missing();
        try
        {
            return HubRow.Read(position);
        }
        finally
        {
            position.Reset();
        }
    }

    private void Write(JournalEntry entry, RunningHash? seal)
    {
        journal.Bind(1, entry.Number).Bind(2, entry.ReceivedAt.ToUnixNanoseconds())
            .Bind(3, (long)entry.Kind).Bind(4, entry.Key).Bind(5, entry.Payload.Span);
        if (seal is { } hash) journal.Bind(6, hash.ToArray()).Run();
        else journal.Bind(6, (string?)null).Run();
    }

    private void Write(StateCell state)
    {
        if (state.Bytes.IsEmpty) noCell.Bind(1, state.Key.Module).Bind(2, state.Key.Key).Run();
        else cell.Bind(1, state.Key.Module).Bind(2, state.Key.Key).Bind(3, state.Number)
            .Bind(4, state.Bytes.Span).Bind(5, HubChecks.Of(state)).Run();
    }

    private void Write(Notification message) => notification
        .Bind(1, message.Number).Bind(2, message.At.ToUnixNanoseconds()).Bind(3, (long)message.Kind).Bind(4, message.Subject)
        .Bind(5, message.Text.Zh).Bind(6, message.Text.En).Bind(7, message.Audience).Bind(8, HubChecks.Of(message)).Run();
}
