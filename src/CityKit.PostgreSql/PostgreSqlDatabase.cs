using CityKit.Partitions;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.PostgreSql;

/// <summary>
/// A city's database (全市数据库): the stores of its partitions, and what reads over all of them. Its partitions share the connections that
/// read.
/// </summary>
/// <param name="connectionString">As Npgsql has it.</param>
/// <param name="options">How long to wait; its partition does not count.</param>
/// <param name="logger">Where stores log; null for nowhere.</param>
public sealed class PostgreSqlDatabase(
    string connectionString, PostgreSqlOptions? options = null, ILogger<PostgreSqlCityStore>? logger = null)
{
    /// <summary>As Npgsql has it.</summary>
    public string ConnectionString => connectionString;

    /// <summary>The store of a partition, not opened yet.</summary>
    public ICityStore Store(PartitionId partition) =>
        new PostgreSqlCityStore(connectionString, (options ?? new()) with { Partition = partition.ToString() }, logger);
}
