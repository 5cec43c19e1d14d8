using CityKit.Partitions;
using Npgsql;

namespace CityKit.Samples.District.Running;

/// <summary>Which node has which partition, as the nodes wrote it into the database.</summary>
internal sealed class OwnerTable(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(connectionString);

    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    internal async Task<IReadOnlyList<Owner>> ReadAsync(CancellationToken cancellationToken)
    {
        var owners = new List<Owner>();
        await using var command = database.CreateCommand("SELECT partition, address FROM citykit.partitions ORDER BY partition");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            if (PartitionId.Parse(rows.GetString(0)) is { } partition)
                owners.Add(new Owner(partition, rows.IsDBNull(1) ? null : new Uri(rows.GetString(1))));
        return owners;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
