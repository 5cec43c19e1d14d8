extern alias sqlite;
using CityKit.Storage;
using SqliteFileOptions = sqlite::CityKit.Shared.Sqlite.SqliteFileOptions;
using SqliteFile = sqlite::CityKit.Shared.Sqlite.SqliteFile;
using SqliteSchema = sqlite::CityKit.Shared.Sqlite.SqliteSchema;

namespace CityKit.Benchmarks.Cases;

/// <summary>The rows of a hub's commits by hand: the same bytes under the same keys, the same transactions, and no index but the
/// key.</summary>
internal static class BareInserts
{
    private static readonly SqliteSchema Schema = new("bare rows", 0x43_42_61_72,
    [
        """
        CREATE TABLE journal (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, payload BLOB
        NOT NULL);
        CREATE TABLE documents (id TEXT PRIMARY KEY, doc BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE notifications (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, subject TEXT NOT NULL, zh TEXT NOT NULL, en TEXT
        NOT NULL,
          audience TEXT NOT NULL);
        """,
    ]);

    internal static void Write(string path, IReadOnlyList<StoreCommit> commits)
    {
        using var file = SqliteFile.Open(path, Schema, new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false });
        using var journal = file.Prepare("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5)");
        using var document = file.Prepare("INSERT INTO documents VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc");
        using var notification = file.Prepare("INSERT INTO notifications VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        foreach (var commit in commits)
        {
            using var work = file.Begin();
            foreach (var entry in commit.Entries)
                journal.Bind(1, entry.Number).Bind(2, entry.ReceivedAt.ToUnixTimeTicks()).Bind(3, (long)entry.Kind).Bind(4, entry.Key)
                    .Bind(5, entry.Payload.Span).Run();
            foreach (var change in commit.Documents)
                document.Bind(1, $"{change.Kind.Name}/{change.Id}").Bind(2, change.Bytes.GetValueOrDefault().Span).Run();
            foreach (var note in commit.Notifications)
                notification.Bind(1, note.Number).Bind(2, note.At.ToUnixTimeTicks()).Bind(3, note.Subject).Bind(4, note.Text.Zh)
                    .Bind(5, note.Text.En).Bind(6, note.Audience).Run();
            work.Commit();
        }
    }
}
