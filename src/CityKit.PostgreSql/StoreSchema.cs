using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>The tables in the schema <c>citykit</c>, step by step. Every key begins with the partition.</summary>
/// <param name="connection">One that writes.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class StoreSchema(NpgsqlConnection connection, CancellationToken cancellationToken)
{
    internal const string Name = "citykit";

    private const int LeastServer = 15;

    /// <summary>
    /// SQL that brings the version from i to i + 1. Never edited once shipped, only added to. Texts sort by code point, which is the order
    /// of their bytes in UTF-8.
    /// </summary>
    private static readonly string[] Steps = [First, WithSubjects, WithPieces];

    private const string First = """
        CREATE TABLE hub(partition text COLLATE "C" PRIMARY KEY, epoch bigint NOT NULL, session bigint NOT NULL,
            number bigint NOT NULL, hash bytea NOT NULL, notification bigint NOT NULL, checkpoint bigint NOT NULL,
            history bytea, crc bigint) WITH (fillfactor = 50);
        CREATE TABLE journal(partition text COLLATE "C" NOT NULL, number bigint NOT NULL, received_at bigint NOT NULL,
            kind smallint NOT NULL, key text COLLATE "C" NOT NULL, payload bytea NOT NULL, seal bytea, digest bytea,
            PRIMARY KEY(partition, number));
        CREATE UNIQUE INDEX journal_key ON journal(partition, kind, key) WHERE key <> '';
        CREATE TABLE cells(partition text COLLATE "C" NOT NULL, module text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
            number bigint NOT NULL, bytes bytea NOT NULL, crc bigint NOT NULL,
            PRIMARY KEY(partition, module, key)) WITH (fillfactor = 80);
        CREATE TABLE notifications(partition text COLLATE "C" NOT NULL, number bigint NOT NULL, at bigint NOT NULL,
            kind smallint NOT NULL, subject text NOT NULL, zh text NOT NULL, en text NOT NULL, audience text NOT NULL,
            PRIMARY KEY(partition, number));
        CREATE TABLE texts(partition text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, salt bytea NOT NULL,
            text bytea NOT NULL, suite integer NOT NULL, PRIMARY KEY(partition, id));
        CREATE TABLE kinds(partition text COLLATE "C" NOT NULL, kind text NOT NULL, indexes text NOT NULL,
            PRIMARY KEY(partition, kind));
        """;

    /// <summary>
    /// Personal data is in records, encrypted with the keys of subjects; <see cref="KeyRewrite"/> works off the erasures.
    /// </summary>
    private const string WithSubjects = """
        DROP TABLE texts;
        CREATE TABLE subjects(partition text COLLATE "C" NOT NULL, id bytea NOT NULL, lookup bytea NOT NULL, wrapped bytea NOT NULL,
            crc bigint NOT NULL, PRIMARY KEY(partition, id), UNIQUE(partition, lookup));
        CREATE TABLE records(partition text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, subject bytea NOT NULL,
            sealed bytea NOT NULL, suite integer NOT NULL, crc bigint NOT NULL, PRIMARY KEY(partition, id));
        CREATE INDEX records_subject ON records(partition, subject);
        CREATE TABLE erasures(number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, partition text COLLATE "C" NOT NULL);
        """;

    /// <summary>
    /// No table changes. The sensor register is stored in pieces, which a version that knows an entry a row cannot read.
    /// </summary>
    private const string WithPieces = "UPDATE hub SET epoch = epoch";

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
        await MigrateAsync().ConfigureAwait(false);
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

    private async Task MigrateAsync()
    {
        await connection.RunAsync("CREATE TABLE IF NOT EXISTS schema_version(number integer NOT NULL)", cancellationToken)
            .ConfigureAwait(false);
        var found = (await connection.RowsAsync(
            "SELECT number FROM schema_version", [], row => row.GetInt32(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();
        if (found > Steps.Length) throw StoreTroubles.IsNewer(found, Steps.Length);
        if (found == Steps.Length) return;
        foreach (var step in Steps.Skip(found)) await connection.RunAsync(step, cancellationToken).ConfigureAwait(false);
        await connection.RunAsync($"DELETE FROM schema_version; INSERT INTO schema_version VALUES({Steps.Length})", cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<List<string>> NamesAsync(string sql) => connection.RowsAsync(sql, [], row => row.GetString(0), cancellationToken);
}
