using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>Statements on the tables that a city's nodes share beside its hubs; the tables are made by the first.</summary>
internal sealed class SharedTables(PostgreSqlDatabase database)
{
    private volatile bool isMade;

    /// <summary>Runs a statement by itself.</summary>
    /// <exception cref="IOException">It cannot be run now.</exception>
    internal async Task<List<T>> RowsAsync<T>(
        string sql, IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        if (!isMade) await database.EnsureAsync(cancellationToken).ConfigureAwait(false);
        isMade = true;
        try
        {
            return await database.Writers.RowsAsync(sql, parameters, read, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failed)
        {
            throw StoreTroubles.CannotUse(failed);
        }
    }

    /// <inheritdoc cref="RowsAsync"/>
    internal Task RunAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken) =>
        RowsAsync(sql, parameters, _ => 0, cancellationToken);
}
