using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Gives each key that occurs again and again one number, kept in a table of its own: 1 and up.</summary>
/// <param name="file">The file.</param>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns besides the number.</param>
/// <param name="bind">Binds a key to those columns, from 1.</param>
internal sealed class NumberTable<TKey>(SqliteFile file, string table, string[] columns, Action<SqliteStatement, TKey> bind)
    where TKey : notnull
{
    private const int MostKept = 1 << 18;

    private readonly SqliteStatement find = file.Prepare(
        $"SELECT number FROM {table} WHERE {string.Join(" AND ", columns.Select((column, i) => $"{column} = ?{i + 1}"))}");
    private readonly SqliteStatement add = file.Prepare(
        $"INSERT INTO {table}({string.Join(", ", columns)}) VALUES({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))}) "
        + "RETURNING number");
    private readonly Dictionary<TKey, long> numbers = [];

    /// <summary>The number of a key; within a transaction, for a new one gets the next.</summary>
    internal long Of(TKey key)
    {
        if (numbers.TryGetValue(key, out var number)) return number;
        if (numbers.Count == MostKept) numbers.Clear();
        return numbers[key] = Ask(find, key) ?? Ask(add, key)!.Value;
    }

    /// <summary>Forgets what may have been rolled back.</summary>
    internal void Forget() => numbers.Clear();

    private long? Ask(SqliteStatement statement, TKey key)
    {
        bind(statement, key);
        return statement.Scalar();
    }
}
