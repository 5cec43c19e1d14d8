using CityKit.Privacy;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>
/// Writes the personal data of commits. A key never moves: rows of <c>keys</c> are appended, overwritten by bytes of the same length, and
/// never deleted. Of rows that SQLite moves between pages it leaves copies behind, which even <c>secure_delete</c> does not overwrite.
/// </summary>
internal sealed class SubjectWriter
{
    private const string KeyOf = "number = (SELECT key FROM subjects WHERE id = ?1)";
    private readonly SqliteFile file;
    private readonly SqliteStatement overwriteKey;
    private readonly SqliteStatement zeroKey;
    private readonly SqliteStatement addKey;
    private readonly SqliteStatement subject;
    private readonly SqliteStatement noSubject;
    private readonly SqliteStatement record;
    private readonly SqliteStatement noRecord;
    private readonly SqliteStatement noRecords;
    private readonly SqliteStatement noText;

    internal SubjectWriter(SqliteFile file)
    {
        this.file = file;
        overwriteKey = file.Prepare($"UPDATE keys SET wrapped = ?2 WHERE {KeyOf} AND length(wrapped) = length(?2) RETURNING number");
        zeroKey = file.Prepare($"UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE {KeyOf}");
        addKey = file.Prepare("INSERT INTO keys(wrapped) VALUES(?1) RETURNING number");
        subject = file.Prepare("INSERT INTO subjects(id, lookup, key, crc) VALUES(?1, ?2, ?3, ?4) "
            + "ON CONFLICT(id) DO UPDATE SET lookup = ?2, key = ?3, crc = ?4");
        noSubject = file.Prepare("DELETE FROM subjects WHERE id = ?1");
        record = file.Prepare("INSERT INTO records(id, subject, sealed, suite, crc) VALUES(?1, ?2, ?3, ?4, ?5) "
            + "ON CONFLICT(id) DO NOTHING");
        noRecord = file.Prepare("DELETE FROM records WHERE id = ?1");
        noRecords = file.Prepare("DELETE FROM records WHERE subject = ?1");
        noText = file.Prepare("DELETE FROM texts WHERE id = ?1");
    }

    internal static bool IsNeededFor(StoreCommit commit) => commit.Subjects.Count + commit.Records.Count > 0 || Deletes(commit);

    /// <summary>Whether a commit deletes what is to be gone from the file's bytes too.</summary>
    internal static bool Deletes(StoreCommit commit) =>
        commit.Erased.Count + commit.DroppedRecords.Count + commit.DroppedTexts.Count > 0;

    /// <summary>Keys that are erased go first: a new subject may have the account of one.</summary>
    internal void Write(StoreCommit commit)
    {
        foreach (var erased in commit.Erased) EraseKey(erased);
        foreach (var put in commit.Subjects.Where(put => !commit.Erased.Contains(put.Id))) Write(put);
        foreach (var added in commit.Records) Write(added);
        foreach (var id in commit.DroppedRecords) noRecord.Bind(1, id).Run();
        foreach (var erased in commit.Erased) noRecords.Bind(1, erased.ToArray()).Run();
        if (commit.DroppedTexts.Count > 0) Drop(commit.DroppedTexts);
    }

    private void EraseKey(SubjectId id)
    {
        zeroKey.Bind(1, id.ToArray()).Run();
        noSubject.Bind(1, id.ToArray()).Run();
    }

    private void Write(SubjectKey put) => subject.Bind(1, put.Id.ToArray()).Bind(2, put.Lookup.ToArray())
        .Bind(3, KeyRow(put)).Bind(4, HubChecks.Of(put)).Run();

    /// <returns>The row that has the key now: the one that had the key before, where the new one is as long.</returns>
    private long? KeyRow(SubjectKey put)
    {
        if (overwriteKey.Bind(1, put.Id.ToArray()).Bind(2, put.Wrapped.Span).Scalar() is { } row) return row;
        zeroKey.Bind(1, put.Id.ToArray()).Run();
        return addKey.Bind(1, put.Wrapped.Span).Scalar();
    }

    private void Write(ProtectedRecord added) => record.Bind(1, added.Id).Bind(2, added.Subject.ToArray()).Bind(3, added.Sealed.Span)
        .Bind(4, added.Suite).Bind(5, HubChecks.Of(added)).Run();

    /// <summary>With the last text all pages of the table are emptied, and with them the copies in their unused room.</summary>
    private void Drop(IReadOnlyList<string> texts)
    {
        foreach (var id in texts) noText.Bind(1, id).Run();
        if (file.Scalar("SELECT EXISTS(SELECT 1 FROM texts)") == 0) file.Execute("DELETE FROM texts");
    }
}
