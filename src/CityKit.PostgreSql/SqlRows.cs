using Npgsql;
using NpgsqlTypes;

namespace CityKit.PostgreSql;

/// <summary>Parameters and rows of statements. Each parameter says its type, so that a statement is prepared once.</summary>
internal static class SqlRows
{
    internal static NpgsqlParameter Of(long value) => Typed(value, NpgsqlDbType.Bigint);

    internal static NpgsqlParameter Of(int value) => Typed(value, NpgsqlDbType.Integer);

    internal static NpgsqlParameter Of(string value) => Typed(value, NpgsqlDbType.Text);

    internal static NpgsqlParameter Of(byte[] value) => Typed(value, NpgsqlDbType.Bytea);

    internal static NpgsqlParameter Of(long[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    internal static NpgsqlParameter Of(long?[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    internal static NpgsqlParameter Of(short[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    internal static NpgsqlParameter Of(string?[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Text);

    internal static NpgsqlParameter Of(byte[]?[] values) => Typed(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    /// <summary>Runs statements for as long as they take.</summary>
    internal static async Task RunAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var _ = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All rows that a statement gives.</summary>
    internal static async Task<List<T>> RowsAsync<T>(this NpgsqlConnection connection, string sql,
        IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using var _ = command.ConfigureAwait(false);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var __ = row.ConfigureAwait(false);
        return await row.ToListAsync(read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same on a connection of a pool.</summary>
    internal static async Task<List<T>> RowsAsync<T>(this NpgsqlDataSource source, string sql,
        IEnumerable<NpgsqlParameter> parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        return await connection.RowsAsync(sql, parameters, read, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows of one result.</summary>
    internal static async Task<List<T>> ToListAsync<T>(
        this NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(read(row));
        return rows;
    }

    internal static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    internal static byte[]? BytesOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    private static NpgsqlParameter<T> Typed<T>(T value, NpgsqlDbType type) => new() { TypedValue = value, NpgsqlDbType = type };
}
