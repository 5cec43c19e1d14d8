using CityKit.Partitions;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// Which partitions a question is asked of: one, or all of a city. What several of these have under one id is one thing in the city's
/// answers: the city's own partition's (the last name of all), else that of the last partition.
/// </summary>
internal sealed class PartitionScope
{
    private readonly string[] names;

    private PartitionScope(params string[] names) => this.names = names;

    internal bool IsCity => names.Length > 1;

    /// <summary>The one partition, or the city's own: whose the position, the journal, the state and notifications are.</summary>
    internal string Own => names[^1];

    /// <summary>The first parameter of its statements.</summary>
    internal NpgsqlParameter Parameter => IsCity ? SqlRows.Of(names) : SqlRows.Of(names[0]);

    /// <summary>The condition on a row's partition, as SQL.</summary>
    internal string Holds => IsCity ? "partition = ANY($1)" : "partition = $1";

    /// <summary>The partitions as rows of SQL.</summary>
    internal string Rows => IsCity ? "unnest($1) AS p(partition)" : "(SELECT $1 AS partition) AS p";

    internal static PartitionScope Of(string partition) => new(partition);

    /// <param name="count">How many there are, beside the city's own.</param>
    internal static PartitionScope City(int count) => new([.. PartitionId.All(count).OrderDescending().Select(id => $"{id}")]);

    /// <summary>SQL for rows of which each key comes once.</summary>
    internal string Once(string columns, string rest, string key) =>
        IsCity ? $"SELECT DISTINCT ON ({key}) {columns} {rest} ORDER BY {key}, partition DESC" : $"SELECT {columns} {rest}";
}
