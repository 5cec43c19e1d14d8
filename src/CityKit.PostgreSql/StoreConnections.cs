using System.Globalization;
using System.Text;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>
/// The connections of one store: a pool that only reads, each query over one snapshot, and one that writes. The server is told on each how
/// long it may wait.
/// </summary>
internal sealed class StoreConnections : IAsyncDisposable
{
    /// <summary>What sessions of hubs begin their names with, for people and for whoever waits for one.</summary>
    internal const string ApplicationPrefix = "CityKit ";

    /// <summary>
    /// One snapshot for all statements of a batch. Pages are looked up by index: a merge would walk along a table to find a few of its
    /// rows.
    /// </summary>
    private const string Reading = " -c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read "
        + "-c enable_mergejoin=off -c random_page_cost=1.1";

    private const int MostReaders = 8;
    private const int MostPrepared = 200;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private readonly NpgsqlDataSource writers;

    internal StoreConnections(string connectionString, PostgreSqlOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        Readers = Create(With(given, options, Reading));
        var writer = With(given, options, " -c synchronous_commit=on");
        writer.Pooling = false;
        writers = Create(writer);
    }

    /// <summary>Connections that read.</summary>
    internal NpgsqlDataSource Readers { get; }

    /// <summary>A connection that writes, the caller's own.</summary>
    internal ValueTask<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken) =>
        writers.OpenConnectionAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Readers.DisposeAsync().ConfigureAwait(false);
        await writers.DisposeAsync().ConfigureAwait(false);
    }

    /// <exception cref="ArgumentException">The connection string is none, or an option is out of its range.</exception>
    internal static void Check(string connectionString, PostgreSqlOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _ = new NpgsqlConnectionStringBuilder(connectionString);
        if (options.Partition is not { Length: > 0 and <= PostgreSqlOptions.MaxPartition } name || SqlText.Of(name) != name)
            throw new ArgumentException(
                $"'{options.Partition}' is no partition: 1 to {PostgreSqlOptions.MaxPartition} characters. 分区名无效。", nameof(options));
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
            throw new ArgumentException($"{name} is {wait}: more than 0 and at most {Longest}. 时长超出范围。", name);
    }

    private static NpgsqlConnectionStringBuilder With(NpgsqlConnectionStringBuilder given, PostgreSqlOptions options, string more)
    {
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
        if (!given.ShouldSerialize("Maximum Pool Size")) made.MaxPoolSize = MostReaders;
        if (!given.ShouldSerialize("Max Auto Prepare")) (made.MaxAutoPrepare, made.AutoPrepareMinUsages) = (MostPrepared, 2);
        return made;
    }

    private static string Setting(string name, TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $" -c {name}={Math.Max(1, (long)wait.TotalMilliseconds)}");
}
