using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Names that occur again and again, each kept once in a table of its own and called by a number. 0 is none.</summary>
internal sealed class NameTable(SqliteFile file, string table)
{
    private const int MostKept = 1 << 18;

    private readonly SqliteStatement find = file.Prepare($"SELECT number FROM {table} WHERE name = ?1 AND code = ?2");
    private readonly SqliteStatement add = file.Prepare($"INSERT INTO {table}(name, code) VALUES(?1, ?2)");
    private readonly Dictionary<(string Name, string Code), long> numbers = [];

    /// <summary>The number of a name; within a transaction, for a new one gets the next.</summary>
    internal long Of(string name, string code)
    {
        if (numbers.TryGetValue((name, code), out var number)) return number;
        if (numbers.Count == MostKept) numbers.Clear();
        return numbers[(name, code)] = find.Bind(1, name).Bind(2, code).Scalar() ?? Add(name, code);
    }

    /// <summary>Forgets what may have been rolled back.</summary>
    internal void Forget() => numbers.Clear();

    private long Add(string name, string code)
    {
        add.Bind(1, name).Bind(2, code).Run();
        return find.Bind(1, name).Bind(2, code).Scalar()!.Value;
    }
}
