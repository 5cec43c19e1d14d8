using Npgsql;

namespace CityKit.Benchmarks.Clusters;

/// <summary>What a database has on its disk, in bytes, by table with its indexes; and how much the server's log has grown to.</summary>
/// <param name="Tables">The bytes of each table that has any.</param>
/// <param name="Log">The position in the write-ahead log.</param>
internal sealed record PostgresSizes(IReadOnlyDictionary<string, long> Tables, long Log)
{
    private const string OfTables = "SELECT relname::text, pg_total_relation_size(oid) FROM pg_class "
        + "WHERE relnamespace = 'citykit'::regnamespace AND relkind = 'r'";

    internal long Total => Tables.Values.Sum();

    /// <summary>After a vacuum, as a server does it by itself.</summary>
    internal static async Task<PostgresSizes> ReadAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using (var vacuum = source.CreateCommand("VACUUM")) await vacuum.ExecuteNonQueryAsync();
        await using var log = source.CreateCommand("SELECT (pg_current_wal_lsn() - '0/0')::bigint");
        await using var tables = source.CreateCommand(OfTables);
        await using var rows = await tables.ExecuteReaderAsync();
        var sizes = new Dictionary<string, long>();
        while (await rows.ReadAsync()) sizes.Add(rows.GetString(0), rows.GetInt64(1));
        return new PostgresSizes(sizes, (long)(await log.ExecuteScalarAsync())!);
    }

    /// <summary>How much a table grew.</summary>
    internal long Grew(PostgresSizes since, string table) => Tables[table] - since.Tables.GetValueOrDefault(table);
}
