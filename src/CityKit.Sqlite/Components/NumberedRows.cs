using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>What the numbers of a <see cref="NumberTable{TKey}"/> stand for, made once of each.</summary>
/// <param name="file">The file.</param>
/// <param name="table">The table.</param>
/// <param name="columns">Its columns besides the number.</param>
/// <param name="make">Makes the value of a row of those columns, from 0.</param>
internal sealed class NumberedRows<T>(SqliteFile file, string table, string columns, Func<SqliteStatement, T> make)
{
    private const int MostKept = 1 << 18;

    private readonly SqliteStatement find = file.Prepare($"SELECT {columns} FROM {table} WHERE number = ?1");
    private readonly Dictionary<long, T> known = [];

    /// <summary>What a number stands for; <c>default</c> for 0.</summary>
    /// <exception cref="FormatException">The table has no such number.</exception>
    internal T? Of(long number)
    {
        if (number == 0) return default;
        if (known.TryGetValue(number, out var value)) return value;
        if (known.Count == MostKept) known.Clear();
        return known[number] = Read(number);
    }

    private T Read(long number)
    {
        try
        {
            return find.Bind(1, number).Step() ? make(find)
                : throw new FormatException($"The component registry has no {table} {number}. 部件库缺少编号 {number}。");
        }
        finally
        {
            find.Reset();
        }
    }
}
