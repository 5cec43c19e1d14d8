using System.Globalization;
using System.Text;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// The connections of one store, or what the stores of a database share: a pool that only reads, each query over one snapshot, and ones
/// that write. On each, the server has a limit for how long it may wait.
/// </summary>
internal sealed class StoreConnections : IAsyncDisposable
{
    /// <summary>What sessions of hubs begin their names with, for people and for the hub that waits for one.</summary>
    internal const string ApplicationPrefix = "CityKit ";

    /// <summary>
    /// One snapshot for all statements of a batch. Pages are looked up by index: a merge would walk along a table to find a few of its
    /// rows.
    /// </summary>
    private const string Reading = " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read "
        + "-c enable_mergejoin=off -c random_page_cost=1.1";

    private const string Writing = " -c synchronous_commit=on";
    private const int MostPrepared = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly NpgsqlDataSource writers;
    private readonly StoreConnections? shared;
    private readonly SchemaOnce schema;
    private readonly NewsNotifier teller;
    private readonly Lock gate = new();
    private KeyRewrite? rewrite;

    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">The partition, and how long to wait.</param>
    /// <param name="shared">Those of the database, whose readers this store has; null for a store by itself.</param>
    internal StoreConnections(string connectionString, PostgreSqlOptions options, StoreConnections? shared = null)
    {
        (this.shared, Name) = (shared, NameOf(connectionString, options));
        schema = shared?.schema ?? new();
        Readers = shared?.Readers ?? Create(With(connectionString, options, Reading));
        var writer = With(connectionString, options, Writing);
        writer.Pooling = false;
        writers = Create(writer);
        teller = shared?.teller ?? new(Readers);
    }

    /// <summary>The database and the partition, for people.</summary>
    internal string Name { get; }

    /// <summary>Connections that read.</summary>
    internal NpgsqlDataSource Readers { get; }

    /// <summary>A connection that writes, the caller's own.</summary>
    internal ValueTask<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) =>
        writers.OpenConnectionAsync(cancellationToken);

    /// <summary>A pool that writes, for what is beside the hubs.</summary>
    internal static NpgsqlDataSource Pool(string connectionString, PostgreSqlOptions options) =>
        Create(With(connectionString, options, Writing));

    /// <inheritdoc cref="SchemaOnce.EnsureAsync"/>
    internal Task EnsureSchemaAsync(
        NpgsqlConnection writer, IReadOnlyCollection<DocumentTable> tables, CancellationToken cancellationToken) =>
        schema.EnsureAsync(writer, tables, cancellationToken);

    /// <inheritdoc cref="SchemaOnce.EnsureAsync"/>
    internal async Task EnsureSchemaAsync(IReadOnlyCollection<DocumentTable> tables, CancellationToken cancellationToken)
    {
        try
        {
            var writer = await OpenWriterAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = writer.ConfigureAwait(false);
            await EnsureSchemaAsync(writer, tables, cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failed)
        {
            throw StoreTroubles.CannotOpen(Name, failed);
        }
    }

    /// <summary>Takes erased keys out of the files, one for all stores that share connections: it does so for all partitions.</summary>
    /// <param name="retry">How long it waits after an attempt that failed.</param>
    /// <param name="report">Takes note that it takes more than one attempt.</param>
    internal KeyRewrite RewriteOf(TimeSpan retry, Action<Exception?> report)
    {
        if (shared is not null) return shared.RewriteOf(retry, report);
        lock (gate) return rewrite ??= new KeyRewrite(OpenWriterAsync, retry, report);
    }

    /// <summary>Wakes who waits for notifications.</summary>
    internal void Ring(string partition) => teller.Ring(partition);

    public async ValueTask DisposeAsync()
    {
        if (rewrite is not null) await rewrite.DisposeAsync().ConfigureAwait(false);
        if (shared is null)
        {
            await teller.DisposeAsync().ConfigureAwait(false);
            await Readers.DisposeAsync().ConfigureAwait(false);
        }
        await writers.DisposeAsync().ConfigureAwait(false);
    }

    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    internal static void Check(string connectionString, PostgreSqlOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        if (options.Partition is not { Length: > 0 and <= PostgreSqlOptions.MaxPartition } name || SqlText.Of(name) != name)
            throw new ArgumentException(
                $"'{options.Partition}' is no partition: 1 to {PostgreSqlOptions.MaxPartition} characters. "
                    + $"分区名“{options.Partition}”须为 1 至 {PostgreSqlOptions.MaxPartition} 个字符。", nameof(options));
        if (options.MaxReaders is < 1 or > PostgreSqlOptions.MostConnections)
            throw new ArgumentException(
                $"{nameof(options.MaxReaders)} is {options.MaxReaders}: 1 to {PostgreSqlOptions.MostConnections}. "
                    + $"读连接数为 {options.MaxReaders}，须为 1 至 {PostgreSqlOptions.MostConnections}。",
                nameof(options));
        Check(options.ClaimWait, nameof(options.ClaimWait));
        Check(options.LockTimeout, nameof(options.LockTimeout));
        Check(options.StatementTimeout, nameof(options.StatementTimeout));
        Check(options.IdleInTransactionTimeout, nameof(options.IdleInTransactionTimeout));
    }

    /// <summary>The database, for people; without anything secret.</summary>
    internal static string NameOf(string connectionString, PostgreSqlOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        return $"{given.Host}/{given.Database ?? given.Username}, partition {options.Partition}";
    }

    /// <summary>A hub uses built-in types alone: an opening asks for no list of others.</summary>
    private static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder made)
    {
        var builder = new NpgsqlDataSourceBuilder(made.ConnectionString);
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    private static void Check(TimeSpan wait, string name)
    {
        if (wait <= TimeSpan.Zero || wait > Longest)
            throw new ArgumentException($"{name} is {wait}: more than 0 and at most {Longest}. "
                + $"{name} 为 {wait}，须大于 0 且不超过 {Longest}。", name);
    }

    private static NpgsqlConnectionStringBuilder With(string connectionString, PostgreSqlOptions options, string more)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var made = new NpgsqlConnectionStringBuilder(given.ConnectionString)
        {
            ApplicationName = $"{ApplicationPrefix}{Environment.ProcessId}@{Environment.MachineName} {options.Partition}",
            SearchPath = StoreSchema.Name,
            Options = new StringBuilder(given.Options).Append(more).Append(" -c jit=off")
                .Append(Setting("lock_timeout", options.LockTimeout))
                .Append(Setting("statement_timeout", options.StatementTimeout))
                .Append(Setting("idle_in_transaction_session_timeout", options.IdleInTransactionTimeout)).ToString().TrimStart(),
            CommandTimeout = 5 + (int)Math.Ceiling(options.StatementTimeout.TotalSeconds), // the server gives up first
        };
        if (!given.ShouldSerialize("Maximum Pool Size")) made.MaxPoolSize = options.MaxReaders;
        if (!given.ShouldSerialize("Max Auto Prepare")) (made.MaxAutoPrepare, made.AutoPrepareMinUsages) = (MostPrepared, 2);
        return made;
    }

    private static string Setting(string name, TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $" -c {name}={Math.Max(1, (long)wait.TotalMilliseconds)}");
}
