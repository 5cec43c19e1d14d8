using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Time;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Shared.Stores;
using CityKit.Shared.Suites;
using CityKit.Storage;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>What a row holds, and whether it is as it was written.</summary>
internal static class StoreRow
{
    internal const string Positions = "epoch, number, hash, notification, checkpoint, history, crc";
    internal const string Entries = "number, received_at, kind, key, payload, seal, digest";
    internal const string Documents = "id, version, doc, crc";
    internal const string Cells = "module, key, number, bytes, crc";
    internal const string Notifications = "number, at, kind, subject, zh, en, audience";
    internal const string Subjects = "id, lookup, wrapped, crc";
    internal const string Records = "id, subject, sealed, suite, crc";

    /// <exception cref="FormatException">The row is not as it was written.</exception>
    internal static StorePosition Position(NpgsqlDataReader row)
    {
        var (head, history) = (Hash(row.Bytes(2), "The head of its journal", "流水链头"), row.BytesOrNull(5));
        if (head is null || history is { Length: not HistoryId.ByteLength }) throw DamagedPosition();
        var position = new StorePosition(row.GetInt64(0), row.GetInt64(1), RunningHash.FromBytes(head), row.GetInt64(3), row.GetInt64(4))
        {
            History = history is null ? default : HistoryId.FromBytes(history),
        };
        return row.IsDBNull(6) || row.GetInt64(6) == HubChecks.Of(position) ? position : throw DamagedPosition();
    }

    /// <summary>A kind that is no byte is no kind: the entry is damaged, and the decoder says so.</summary>
    internal static JournalEntry Entry(NpgsqlDataReader row)
    {
        var (number, kind) = (row.GetInt64(0), row.GetInt16(2));
        var seal = Hash(row.BytesOrNull(5), $"The seal of journal entry {number}", $"流水第 {number} 条封签");
        return new(number, InstantNanoseconds.FromUnixNanoseconds(row.GetInt64(1)),
            kind is >= 0 and <= byte.MaxValue ? (JournalKind)kind : default, row.GetString(3), row.Bytes(4))
        {
            Seal = seal is null ? null : RunningHash.FromBytes(seal),
            Digest = Hash(row.BytesOrNull(6), $"The digest of journal entry {number}", $"流水第 {number} 条摘要") is { } digest
                ? digest : default(ReadOnlyMemory<byte>), // equal to that of an entry that never had one
        };
    }

    internal static StoredDocument Document(DocumentTable table, NpgsqlDataReader row)
    {
        var document = new StoredDocument(table.Kind.Name, row.GetString(0), row.GetInt64(1), row.Bytes(2));
        var isSound = row.GetInt64(3) == HubChecks.OfDocument(document.Id, document.Version, document.Bytes.Span);
        return isSound ? document : document with { IsDamaged = true };
    }

    /// <summary>A document in a page, with its place in the page's order.</summary>
    internal static (StoredDocument Document, long Place) Placed(DocumentTable table, NpgsqlDataReader row) =>
        (Document(table, row), row.GetInt64(4));

    /// <summary>A page of rows that are one more than it has when another follows.</summary>
    internal static DocumentPage<StoredDocument> Page(DocumentQuery query, List<(StoredDocument Document, long Place)> rows) => new(
        [.. rows.Take(query.Limit).Select(r => r.Document)],
        rows.Count > query.Limit ? new DocumentCursor(rows[query.Limit - 1].Place, rows[query.Limit - 1].Document.Id) : null);

    /// <exception cref="FormatException">The row is not as it was written.</exception>
    internal static StateCell Cell(NpgsqlDataReader row) => CheckedCell(row) is (var cell, var isSound) && isSound ? cell
        : throw StoreTroubles.IsDamaged($"the state {cell.Key.Module}/{cell.Key.Key}", $"状态单元 {cell.Key.Module}/{cell.Key.Key} ");

    /// <summary>A piece of state, and whether it is as it was written.</summary>
    internal static (StateCell Cell, bool IsSound) CheckedCell(NpgsqlDataReader row)
    {
        var cell = new StateCell(new CellKey(row.GetString(0), row.GetString(1)), row.GetInt64(2), row.Bytes(3));
        return (cell, row.GetInt64(4) == HubChecks.Of(cell));
    }

    internal static Notification Notification(NpgsqlDataReader row) =>
        new(row.GetInt64(0), InstantNanoseconds.FromUnixNanoseconds(row.GetInt64(1)), (NotificationKind)row.GetInt16(2),
            row.GetString(3), new LocalizedText(row.GetString(4), row.GetString(5)), row.GetString(6));

    /// <exception cref="FormatException">The row is not as it was written.</exception>
    internal static SubjectKey Subject(NpgsqlDataReader row)
    {
        var (id, lookup) = (row.Bytes(0), row.Bytes(1));
        if (id.Length != SubjectId.ByteLength || lookup.Length != SubjectLookup.ByteLength) throw DamagedKey(Convert.ToHexStringLower(id));
        var subject = new SubjectKey(SubjectId.FromBytes(id), SubjectLookup.FromBytes(lookup), row.Bytes(2));
        return row.GetInt64(3) == HubChecks.Of(subject) ? subject : throw DamagedKey($"{subject.Id}");
    }

    /// <exception cref="FormatException">The row is not as it was written, or of a suite that this version does not know.</exception>
    internal static ProtectedRecord Record(NpgsqlDataReader row)
    {
        var (id, subject, suite) = (row.GetString(0), row.Bytes(1), row.GetInt32(3));
        var name = NameOfRecord(id);
        Suite.Check(suite, name.En, name.Zh);
        if (subject.Length != SubjectId.ByteLength) throw DamagedRecord(id);
        var record = new ProtectedRecord(id, SubjectId.FromBytes(subject), row.Bytes(2)) { Suite = suite };
        return row.GetInt64(4) == HubChecks.Of(record) ? record : throw DamagedRecord(id);
    }

    internal static IndexValue? Value(NpgsqlDataReader row, int column, DocumentIndex index) => row.IsDBNull(column) ? null
        : index.IsText ? IndexValue.Of(row.GetString(column)) : IndexValue.Of(row.GetInt64(column));

    /// <summary>32 bytes are of suite 0; another suite would put its number before the hash, in one byte.</summary>
    /// <returns>The 32 bytes; null when there is none or it is damaged.</returns>
    private static byte[]? Hash(byte[]? stored, string what, string zh)
    {
        if (stored?.Length > RunningHash.ByteLength) Suite.Check(stored[0], what, zh);
        return stored?.Length == RunningHash.ByteLength ? stored : null;
    }

    private static FormatException DamagedKey(string subject) => StoreTroubles.IsDamaged(
        $"the key of subject {subject}", $"主体密钥 {subject} ");

    private static FormatException DamagedRecord(string id) => StoreTroubles.IsDamaged(NameOfRecord(id).En, NameOfRecord(id).Zh);

    private static LocalizedText NameOfRecord(string id) => new($"受保护记录 {id} ", $"The protected record {id}");

    private static FormatException DamagedPosition() => StoreTroubles.IsDamaged("The position in its table 'hub'", "存储位置记录");
}
