using CityKit.Partitions;
using CityKit.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// A city's database (全市数据库): the stores of its partitions, and what reads over all of them. Its partitions share the connections that
/// read; each that is open has one that writes.
/// </summary>
public sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private readonly PostgreSqlOptions options;
    private readonly ILogger<PostgreSqlCityStore>? logger;
    private readonly StoreConnections connections;

    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">How long to wait; its partition does not count. Null for the defaults.</param>
    /// <param name="logger">Where stores log; null for nowhere.</param>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    public PostgreSqlDatabase(
        string connectionString, PostgreSqlOptions? options = null, ILogger<PostgreSqlCityStore>? logger = null)
    {
        (ConnectionString, this.logger) = (connectionString, logger);
        this.options = (options ?? new()) with { Partition = PartitionId.City.ToString() };
        StoreConnections.Check(connectionString, this.options);
        StoreConnections.Check(this.options.ReadConnectionString ?? connectionString, this.options);
        connections = new StoreConnections(connectionString, this.options);
        Writers = StoreConnections.Pool(connectionString, this.options);
    }

    /// <summary>The database of a city, as <c>UsePostgreSql</c> of its builder registered it.</summary>
    /// <param name="services">The application's.</param>
    /// <param name="name">The hub's name.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static PostgreSqlDatabase Of(IServiceProvider services, string name) =>
        services.GetKeyedService<PostgreSqlDatabase>(name) ?? throw new InvalidOperationException(
            "The city has no PostgreSQL database: call UsePostgreSql on the hub's builder too.");

    /// <summary>As Npgsql has it.</summary>
    public string ConnectionString { get; }

    /// <summary>A pool of connections that write, for what nodes keep beside their hubs.</summary>
    internal NpgsqlDataSource Writers { get; }

    /// <summary>The store of a partition, not opened yet. It lives no longer than the database.</summary>
    public ICityStore Store(PartitionId partition) =>
        new PostgreSqlCityStore(ConnectionString, options with { Partition = partition.ToString() }, logger, connections);

    /// <summary>What reads over all partitions, not opened yet; who asks for it disposes it.</summary>
    /// <param name="count">How many partitions there are, beside the city's own.</param>
    public ICityReader Reader(int count) =>
        new PostgreSqlCityReader(connections, options.ReadConnectionString ?? ConnectionString, options, count);

    /// <summary>Makes and migrates the schema <c>citykit</c>; several at once wait for each other.</summary>
    /// <exception cref="IOException">The database cannot be reached or written, or is a newer CityKit's.</exception>
    public Task EnsureAsync(CancellationToken cancellationToken = default) => connections.EnsureSchemaAsync([], cancellationToken);

    /// <summary>Closes the connections that its stores share.</summary>
    public async ValueTask DisposeAsync()
    {
        await connections.DisposeAsync().ConfigureAwait(false);
        await Writers.DisposeAsync().ConfigureAwait(false);
    }
}
