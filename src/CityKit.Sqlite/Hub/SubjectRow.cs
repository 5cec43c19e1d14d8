using CityKit.Privacy;
using CityKit.Shared.Sqlite;
using CityKit.Shared.Stores;
using CityKit.Shared.Suites;
using CityKit.Storage;

namespace CityKit.Sqlite;

/// <summary>Rows of personal data: keys of subjects, protected records, and the texts of versions before.</summary>
internal static class SubjectRow
{
    internal const string Subjects = "SELECT id, lookup, wrapped, crc FROM subjects LEFT JOIN keys ON number = key";
    internal const string Records = "SELECT id, subject, sealed, suite, crc FROM records";
    internal const string Texts = "SELECT id, salt, text, suite, crc FROM texts";

    /// <exception cref="FormatException">The row is not as it was written.</exception>
    internal static SubjectKey Subject(SqliteStatement row) => TrySubject(row)
        ?? throw new FormatException($"the key of subject {NameOf(row)} is not as it was written. 主体密钥已损坏。");

    /// <returns>Null when the row is not as it was written.</returns>
    internal static SubjectKey? TrySubject(SqliteStatement row)
    {
        if (row.Blob(0).Length != SubjectId.ByteLength || row.Blob(1).Length != SubjectLookup.ByteLength || row.IsNull(2)) return null;
        var subject = new SubjectKey(SubjectId.FromBytes(row.Blob(0)), SubjectLookup.FromBytes(row.Blob(1)), row.Blob(2).ToArray());
        return row.Int64(3) == HubChecks.Of(subject) ? subject : null;
    }

    /// <summary>The subject of a row, for people.</summary>
    internal static string NameOf(SqliteStatement row) => row.Blob(0) is { Length: SubjectId.ByteLength } id
        ? SubjectId.FromBytes(id).ToString() : Convert.ToHexStringLower(row.Blob(0));

    /// <exception cref="FormatException">The row is not as it was written, or of a suite that this version does not know.</exception>
    internal static ProtectedRecord Record(SqliteStatement row) => TryRecord(row)
        ?? throw new FormatException($"the protected record {row.Text(0)} is not as it was written. 受保护记录已损坏。");

    /// <returns>Null when the row is not as it was written.</returns>
    /// <exception cref="FormatException">It is of a suite that this version does not know.</exception>
    internal static ProtectedRecord? TryRecord(SqliteStatement row)
    {
        Suite.Check(row.Int64(3), $"The protected record {row.Text(0)}", $"受保护记录 {row.Text(0)} ");
        if (row.Blob(1).Length != SubjectId.ByteLength) return null;
        var (id, subject, suite) = (row.Text(0), SubjectId.FromBytes(row.Blob(1)), (int)row.Int64(3));
        var record = new ProtectedRecord(id, subject, row.Blob(2).ToArray()) { Suite = suite };
        return row.Int64(4) == HubChecks.Of(record) ? record : null;
    }

    /// <exception cref="FormatException">It is of a suite that this version does not know.</exception>
    internal static ProtectedText Text(SqliteStatement row)
    {
        Suite.Check(row.Int64(3), $"The protected text {row.Text(0)}", $"受保护文本 {row.Text(0)} ");
        return new ProtectedText(row.Text(0), row.Blob(1).ToArray(), row.Text(2)) { Suite = (int)row.Int64(3) };
    }
}
