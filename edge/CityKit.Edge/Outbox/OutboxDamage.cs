using CityKit.Core;
using CityKit.Shared.Checks;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Edge.Outbox;

/// <summary>When an outbox file is not what was written.</summary>
internal static class OutboxDamage
{
    internal static SqliteException Found(string what) => new($"The outbox is damaged: {what}. 发件箱已损坏。", raw.SQLITE_CORRUPT);

    /// <summary>Rows of the first schema have no check value.</summary>
    internal static void Check(SqliteStatement row, int column, RowCheck check, string what)
    {
        if (!row.IsNull(column) && row.Int64(column) != check.Value) throw Found(what);
    }

    /// <summary>
    /// Whether a file could not be opened because of what is in it. A full, slow or protected disk is no damage; a header that names
    /// another program or a newer schema is, when the mark beside the file says that it was ours.
    /// </summary>
    internal static bool Is(Exception failure, string path) => failure switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN } => HasBrokenHeader(path),
        SqliteException sqlite =>
            sqlite.SqliteErrorCode is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_NOMEM
                or raw.SQLITE_PERM or raw.SQLITE_AUTH),
        RefusedException { Refusal.Code: "foreign-file" or "newer-schema" } =>
            OutboxMark.Read(path) is { } told && told.Schema <= OutboxSchema.Schema.Version,
        _ => false,
    };

    /// <summary>Bytes 18 and 19 say who may write the file; no SQLite writes anything but 1 or 2.</summary>
    private static bool HasBrokenHeader(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> header = stackalloc byte[20];
        return RandomAccess.Read(file, header, 0) == header.Length && (header[18] is not (1 or 2) || header[19] is not (1 or 2));
    }
}
