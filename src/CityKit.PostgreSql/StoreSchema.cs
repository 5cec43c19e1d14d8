using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>The schema <c>citykit</c>, part by part and step by step.</summary>
/// <param name="connection">One that writes.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class StoreSchema(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    internal const string Name = "citykit";

    private const int LeastServer = 15;

    private static readonly SchemaPart[] Known = [StoreTables.Part, ClusterTables.Part, KeyTables.Part, DeliveryTables.Part];

    /// <summary>Every table and index, and every column of one as <c>table.column</c>.</summary>
    private const string Parts = """
        SELECT relname::text FROM pg_class WHERE relnamespace = 'citykit'::regnamespace
        UNION ALL SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'citykit'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        """;

    /// <summary>
    /// Creates what is missing and migrates what is old, all or nothing; hubs that start together do it one after the other.
    /// </summary>
    /// <exception cref="IOException">The database is a newer CityKit's, or not one for a hub.</exception>
    internal async Task EnsureAsync(IEnumerable<DocumentTable> tables)
    {
        await CheckServerAsync().ConfigureAwait(false);
        var work = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = work.ConfigureAwait(false);
        await connection.RunAsync("SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(hashtext('citykit schema'))",
            cancellationToken).ConfigureAwait(false);
        if (await NamesAsync("SELECT 'none' WHERE to_regnamespace('citykit') IS NULL").ConfigureAwait(false) is [_])
            await connection.RunAsync("CREATE SCHEMA citykit", cancellationToken).ConfigureAwait(false);
        foreach (var part in Known) await MigrateAsync(part).ConfigureAwait(false);
        var known = (await NamesAsync(Parts).ConfigureAwait(false)).ToHashSet();
        foreach (var (name, sql) in tables.SelectMany(t => t.Parts()))
            if (known.Add(name)) await connection.RunAsync(sql, cancellationToken).ConfigureAwait(false);
        await work.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task CheckServerAsync()
    {
        if (connection.PostgreSqlVersion.Major < LeastServer)
            throw StoreTroubles.IsTooOld(connection.PostgreSqlVersion.ToString(), LeastServer);
        if (await NamesAsync("SELECT current_setting('server_encoding')").ConfigureAwait(false) is [var encoding] && encoding != "UTF8")
            throw StoreTroubles.IsNotUtf8(encoding);
    }

    private async Task MigrateAsync(SchemaPart part)
    {
        var (version, known) = (part.VersionTable, part.Steps.Count);
        await connection.RunAsync($"CREATE TABLE IF NOT EXISTS {version}(number integer NOT NULL)", cancellationToken)
            .ConfigureAwait(false);
        var found = (await connection.RowsAsync($"SELECT number FROM {version}", [], row => row.GetInt32(0), cancellationToken)
            .ConfigureAwait(false)).FirstOrDefault();
        if (found > known) throw StoreTroubles.IsNewer(version, found, known);
        if (found == known) return;
        foreach (var step in part.Steps.Skip(found)) await connection.RunAsync(step, cancellationToken).ConfigureAwait(false);
        await connection.RunAsync($"DELETE FROM {version}; INSERT INTO {version} VALUES({known})", cancellationToken).ConfigureAwait(false);
    }

    private Task<List<string>> NamesAsync(string sql) => connection.RowsAsync(sql, [], row => row.GetString(0), cancellationToken);
}
