using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The statements that set some of a table's columns, each made once.</summary>
/// <param name="file">The file.</param>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns, in the order of their parameters.</param>
/// <param name="first">The number of the first column's parameter.</param>
internal sealed class DocumentUpdates(SqliteFile file, string table, string[] columns, int first) : IDisposable
{
    private const int Most = 128;
    private readonly Dictionary<string, SqliteStatement> statements = [];

    /// <summary>Sets version, many, bytes and check value, and the columns that changed.</summary>
    internal SqliteStatement Of(bool[] changed)
    {
        var set = string.Concat(columns.Select((column, i) => changed[i] ? $", {column} = ?{first + i}" : ""));
        if (statements.TryGetValue(set, out var known)) return known;
        if (statements.Count == Most) Dispose();
        return statements[set] = new SqliteStatement(
            file.Handle, $"UPDATE {table} SET version = ?2, many = ?3, doc = ?4, crc = ?5{set} WHERE id = ?1");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Dispose();
        statements.Clear();
    }
}
