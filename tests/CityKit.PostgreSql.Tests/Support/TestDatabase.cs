using CityKit.Shared.PostgreSql;
using Npgsql;

namespace CityKit.PostgreSql.Tests.Support;

/// <summary>
/// A database for one test class, on a server that all of them share; each store that is asked for has a partition of its own.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<PrivatePostgres> Shared = new(() => new PrivatePostgres());
    private readonly Lazy<PrivatePostgres> server;
    private readonly Lazy<string> connectionString; // only when a test asks: where there is no server all are skipped
    private int partitions;

    public TestDatabase()
        : this(Shared)
    {
    }

    private TestDatabase(Lazy<PrivatePostgres> server) => (this.server, connectionString) = (server, new(Create));

    public string ConnectionString => connectionString.Value;

    internal PrivatePostgres Server => server.Value;

    /// <summary>On a server of its own, which may be crashed.</summary>
    internal static TestDatabase Alone() => new(new Lazy<PrivatePostgres>(() => new PrivatePostgres()));

    internal string NewPartition() => $"p-{Interlocked.Increment(ref partitions)}";

    internal PostgreSqlCityStore Store(string partition, PostgreSqlOptions? options = null) =>
        new(ConnectionString, (options ?? new()) with { Partition = partition });

    /// <summary>Does something behind its hubs' backs; gives the first column of each row, as text.</summary>
    internal List<string> Run(string sql) => Run(ConnectionString, sql);

    public void Dispose()
    {
        if (server != Shared && server.IsValueCreated) server.Value.Dispose();
    }

    private string Create()
    {
        var name = $"city_{Guid.NewGuid():n}";
        Run(Server.ConnectionTo("postgres"), $"CREATE DATABASE {name}");
        return Server.ConnectionTo(name);
    }

    private static List<string> Run(string connectionString, string sql)
    {
        using var connection = new NpgsqlConnection($"{connectionString};Pooling=false;Search Path=citykit");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var row = command.ExecuteReader();
        var rows = new List<string>();
        while (row.Read()) rows.Add($"{row[0]}");
        return rows;
    }
}
