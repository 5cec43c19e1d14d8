using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>A statement that is run for many rows which are mostly alike: a number that it has already is not bound again.</summary>
internal sealed class SteadyStatement(SqliteStatement statement)
{
    private readonly long?[] bound = new long?[16];

    internal SteadyStatement Bind(int index, long value)
    {
        if (bound[index] == value) return this;
        statement.Bind(index, value);
        bound[index] = value;
        return this;
    }

    internal SteadyStatement Bind(int index, double value)
    {
        statement.Bind(index, value);
        return this;
    }

    /// <summary>A text, or null when it is empty.</summary>
    internal SteadyStatement Bind(int index, string value)
    {
        if (value.Length == 0 && bound[index] == 0) return this;
        statement.Bind(index, value.Length > 0 ? value : null);
        bound[index] = value.Length;
        return this;
    }

    internal void Run() => statement.Run();
}
