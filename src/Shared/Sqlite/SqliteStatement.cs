using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CityKit.Shared.Sqlite;

/// <summary>
/// A compiled statement used again and again. Straight on SQLite's own calls, because an ADO.NET command boxes every value and
/// costs several times the insert itself. Parameters are numbered from 1, columns from 0.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 80; // in characters; from there on the provider makes a copy before SQLite's own
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    internal SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        var code = raw.sqlite3_prepare_v2(database, sql, out statement);
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
    }

    internal SqliteStatement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(statement, index, value));

    internal SqliteStatement Bind(int index, long? value) =>
        value is { } number ? Bind(index, number) : Checked(raw.sqlite3_bind_null(statement, index));

    internal SqliteStatement Bind(int index, double value) => Checked(raw.sqlite3_bind_double(statement, index, value));

    internal SqliteStatement Bind(int index, string? value)
    {
        if (value is null) return Checked(raw.sqlite3_bind_null(statement, index));
        if (value.Length is 0 or > ShortText) return Checked(raw.sqlite3_bind_text(statement, index, value));
        Span<byte> utf8 = stackalloc byte[3 * ShortText];
        return Checked(raw.sqlite3_bind_text(statement, index, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
    }

    /// <summary>Copies the bytes; an empty span is an empty blob, not NULL.</summary>
    internal SqliteStatement Bind(int index, ReadOnlySpan<byte> value) =>
        Checked(value.IsEmpty ? raw.sqlite3_bind_zeroblob(statement, index, 0) : raw.sqlite3_bind_blob(statement, index, value));

    /// <summary>True while there is a row; after the last one the statement is ready for its next use.</summary>
    internal bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(code, database);
        return false;
    }

    /// <summary>Runs to the end.</summary>
    internal void Run()
    {
        while (Step()) { }
    }

    /// <summary>The first column of the first row; null when there is no row or the value is NULL.</summary>
    internal long? Scalar()
    {
        if (!Step()) return null;
        long? value = IsNull(0) ? null : Int64(0);
        Reset();
        return value;
    }

    /// <summary>Needed only when rows were left unread.</summary>
    internal void Reset() => raw.sqlite3_reset(statement);

    internal bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    internal long Int64(int column) => raw.sqlite3_column_int64(statement, column);

    internal double Double(int column) => raw.sqlite3_column_double(statement, column);

    internal string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    /// <summary>Good until the next <see cref="Step"/> or <see cref="Reset"/>.</summary>
    internal ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private SqliteStatement Checked(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, database);
        return this;
    }
}
