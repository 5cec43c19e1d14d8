using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>What the numbers of a <see cref="NameTable"/> stand for, made once of each.</summary>
internal sealed class NumberedNames<T>(SqliteFile file, string table, Func<string, string, T> make)
{
    private const int MostKept = 1 << 18;

    private readonly SqliteStatement find = file.Prepare($"SELECT name, code FROM {table} WHERE number = ?1");
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
        if (!find.Bind(1, number).Step()) throw new FormatException($"The component registry has no {table} {number}. 部件库缺少编号 {number}。");
        var value = make(find.Text(0), find.Text(1));
        find.Reset();
        return value;
    }
}
