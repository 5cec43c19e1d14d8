using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>Reads what was committed, on a connection of its own. One caller at a time.</summary>
internal sealed class HubReader(SqliteFile file) : IDisposable
{
    private const string EntryColumns = "number, received_at, kind, key, payload, seal, digest";
    internal const string AllNotifications = $"SELECT {NoteColumns} FROM notifications ORDER BY number";
    private const string NoteColumns = "number, at, kind, subject, zh, en, audience, crc";
    private readonly Dictionary<string, SqliteStatement> statements = [];

    /// <summary>A document and where it is in its page's order.</summary>
    private sealed record Placed(DocumentCursor Cursor, StoredDocument Document);

    internal SqliteFile File => file;

    public void Dispose()
    {
        Forget();
        file.Dispose();
    }

    internal StorePosition Position() => Rows(HubRow.Select, s => s, HubRow.Read) is [var position] ? position
        : throw HubRow.Missing();

    internal List<JournalEntry> Journal(long after, int rows) =>
        Rows($"SELECT {EntryColumns} FROM journal WHERE number > ?1 ORDER BY number LIMIT ?2", s => s.Bind(1, after).Bind(2, rows), Entry);

    internal List<JournalEntry> Entries(IEnumerable<EntryKey> keys) => Each(keys,
        $"SELECT {EntryColumns} FROM journal WHERE kind = ?1 AND key = ?2 AND key <> ''",
        (s, key) => s.Bind(1, (long)key.Kind).Bind(2, key.Key), Entry);

    internal List<StoredDocument> Documents(DocumentTable table, IEnumerable<string> ids) => Each(ids,
        $"SELECT id, version, doc, crc FROM {table.Name} WHERE id = ?1", (s, id) => s.Bind(1, id), row => Document(table, row, 3));

    internal List<StateCell> Cells(IEnumerable<CellKey> keys) => Each(keys,
        "SELECT module, key, number, bytes, crc FROM cells WHERE module = ?1 AND key = ?2",
        (s, key) => s.Bind(1, key.Module).Bind(2, key.Key), Cell);

    internal List<StateCell> CellPage(string module, string after, int rows) =>
        Rows("SELECT module, key, number, bytes, crc FROM cells WHERE module = ?1 AND key > ?2 ORDER BY key LIMIT ?3",
            s => s.Bind(1, module).Bind(2, after).Bind(3, rows), Cell);

    internal List<Notification> Notifications(long after, int rows) =>
        Rows($"SELECT {NoteColumns} FROM notifications WHERE number > ?1 ORDER BY number LIMIT ?2",
            s => s.Bind(1, after).Bind(2, rows), Note);

    internal List<SubjectKey> Subjects(IEnumerable<SubjectId> ids) => Each(ids,
        $"{SubjectRow.Subjects} WHERE id = ?1", (s, id) => s.Bind(1, id.ToArray()), SubjectRow.Subject);

    internal List<SubjectKey> Subjects(IEnumerable<SubjectLookup> lookups) => Each(lookups,
        $"{SubjectRow.Subjects} WHERE lookup = ?1", (s, lookup) => s.Bind(1, lookup.ToArray()), SubjectRow.Subject);

    internal List<SubjectKey> SubjectPage(byte[] after, int rows) => Rows(
        $"{SubjectRow.Subjects} WHERE id > ?1 ORDER BY id LIMIT ?2", s => s.Bind(1, after).Bind(2, rows), SubjectRow.Subject);

    internal List<ProtectedRecord> Records(IEnumerable<string> ids) => Each(ids,
        $"{SubjectRow.Records} WHERE id = ?1", (s, id) => s.Bind(1, id), SubjectRow.Record);

    internal List<ProtectedText> Texts(int rows) =>
        Rows($"{SubjectRow.Texts} ORDER BY id LIMIT ?1", s => s.Bind(1, rows), SubjectRow.Text);

    internal DocumentPage<StoredDocument> Page(DocumentTable table, DocumentQuery query)
    {
        var found = DocumentSql.Pages(table, query)
            .Select(sql => Rows(sql.Text, sql.BindTo,
                row => new Placed(new DocumentCursor(row.Int64(3), row.Text(0)), Document(table, row, 4)))).ToArray();
        var rows = found.Length == 1 ? found[0] : Merge(found, query.Descending ? -1 : 1, query.Limit + 1);
        return new DocumentPage<StoredDocument>(
            [.. rows.Take(query.Limit).Select(r => r.Document)], rows.Count > query.Limit ? rows[query.Limit - 1].Cursor : null);
    }

    internal List<DocumentGroup> Totals(DocumentTable table, DocumentTotals totals)
    {
        var (sql, by) = (DocumentSql.Totals(table, totals), totals.By.Length);
        var groups = Rows(sql.Text, sql.BindTo,
            row => new DocumentGroup(ValuesOf(row, table, totals), row.Int64(by), row.Int64(by + 1)));
        return groups is [{ Count: 0 }] ? [] : groups;
    }

    /// <summary>How SQLite would answer: one line for each step.</summary>
    internal List<string> Plan(IEnumerable<DocumentSql> asked) =>
        [.. asked.SelectMany(sql => Rows($"EXPLAIN QUERY PLAN {sql.Text}", sql.BindTo, row => row.Text(3)))];

    private static List<Placed> Merge(IEnumerable<List<Placed>> pages, int sign, int limit) =>
    [
        .. pages.SelectMany(page => page).DistinctBy(row => row.Cursor.Id)
            .Order(Comparer<Placed>.Create((a, b) => sign * DocumentCursor.Compare(a.Cursor, b.Cursor)))
            .Take(limit),
    ];

    private static IndexValue?[] ValuesOf(SqliteStatement row, DocumentTable table, DocumentTotals totals)
    {
        var values = new IndexValue?[totals.By.Length];
        for (var i = 0; i < values.Length; i++) values[i] = ValueOf(row, i, table.Kind.Find(totals.By[i]));
        return values;
    }

    private static IndexValue? ValueOf(SqliteStatement row, int column, DocumentIndex index) =>
        row.IsNull(column) ? null : !index.IsText ? IndexValue.Of(row.Int64(column))
        : row.Text(column) is { Length: <= IndexValue.MaxText } text ? IndexValue.Of(text)
        : throw new FormatException($"index {index.Name} holds more than an index can. 索引值已损坏。");

    private static StoredDocument Document(DocumentTable table, SqliteStatement row, int crc)
    {
        var document = new StoredDocument(table.Kind.Name, row.Text(0), row.Int64(1), row.Blob(2).ToArray());
        return row.IsSound(crc, HubChecks.OfDocument(document.Id, document.Version, document.Bytes.Span)) ? document
            : document with { IsDamaged = true };
    }

    internal static Notification Note(SqliteStatement row) =>
        new(row.Int64(0), InstantNanoseconds.FromUnixNanoseconds(row.Int64(1)), (NotificationKind)row.Int64(2),
            row.Text(3), new LocalizedText(row.Text(4), row.Text(5)), row.Text(6));

    private static StateCell Cell(SqliteStatement row)
    {
        var cell = new StateCell(new CellKey(row.Text(0), row.Text(1)), row.Int64(2), row.Blob(3).ToArray());
        return row.IsSound(4, HubChecks.Of(cell)) ? cell
            : throw new FormatException($"the state {cell.Key.Module}/{cell.Key.Key} is not as it was written. 状态单元已损坏。");
    }

    /// <summary>A kind that is no byte is no kind: the entry is damaged, and the decoder says so.</summary>
    private static JournalEntry Entry(SqliteStatement row)
    {
        var (number, kind) = (row.Int64(0), row.Int64(2));
        var seal = HubHash.Read(row, 5, $"The seal of journal entry {number}", $"流水第 {number} 条封签");
        return new(number, InstantNanoseconds.FromUnixNanoseconds(row.Int64(1)),
            kind is >= 0 and <= byte.MaxValue ? (JournalKind)kind : default, row.Text(3), row.Blob(4).ToArray())
        {
            Seal = seal.IsEmpty ? null : RunningHash.FromBytes(seal),
            Digest = row.IsNull(6) ? default(ReadOnlyMemory<byte>) // equal to that of an entry that never had one
                : HubHash.Read(row, 6, $"The digest of journal entry {number}", $"流水第 {number} 条摘要").ToArray(),
        };
    }

    private List<T> Each<TKey, T>(
        IEnumerable<TKey> keys, string sql, Func<SqliteStatement, TKey, SqliteStatement> bind, Func<SqliteStatement, T> read)
    {
        var all = new List<T>();
        file.Execute("BEGIN"); // one look at the file for all keys, not one for each
        foreach (var key in keys) all.AddRange(Rows(sql, s => bind(s, key), read));
        file.Execute("COMMIT");
        return all;
    }

    private List<T> Rows<T>(string sql, Func<SqliteStatement, SqliteStatement> bind, Func<SqliteStatement, T> read)
    {
        const int MostStatements = 200;
        if (!statements.TryGetValue(sql, out var statement))
        {
            if (statements.Count == MostStatements) Forget();
            statements.Add(sql, statement = new SqliteStatement(file.Handle, sql));
        }
        var rows = new List<T>();
        for (bind(statement); statement.Step();) rows.Add(read(statement));
        return rows;
    }

    private void Forget()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
    }
}
