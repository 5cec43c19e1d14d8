using System.Runtime.CompilerServices;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CityKit.PostgreSql;

/// <summary>The hub's store in a PostgreSQL database (存储): a partition of its tables, one batch and one transaction a commit.</summary>
/// <remarks>
/// One hub at a time has a partition. The one that opens it has it, and the one before commits nothing more; one that is frozen in a commit
/// is waited for as long as <see cref="PostgreSqlOptions.ClaimWait"/> says, and then its session is ended.
/// </remarks>
public sealed partial class PostgreSqlCityStore : ICityStore
{
    private readonly ILogger logger;
    private readonly string connectionString;
    private readonly PostgreSqlOptions options;
    private readonly string name;
    private readonly SemaphoreSlim writing = new(1);
    private Dictionary<string, DocumentTable> tables = [];
    private Dictionary<DocumentKind, DocumentWriter> writers = [];
    private volatile StoreConnections? connections;
    private readonly StoreConnections? shared;
    private readonly PartitionScope scope;
    private readonly bool isToRead;
    private StoreSession? session;
    private KeyRewrite? rewrite;
    private long? epoch;

    /// <param name="connectionString">As Npgsql has it.</param>
    /// <param name="options">Which partition, and how long to wait; null for the defaults.</param>
    /// <param name="logger">Where it says that it ended a frozen owner's session.</param>
    /// <exception cref="ArgumentException">The connection string is not valid, or an option is out of its range.</exception>
    public PostgreSqlCityStore(string connectionString, PostgreSqlOptions? options = null, ILogger<PostgreSqlCityStore>? logger = null)
    {
        (this.connectionString, this.options, this.logger) = (connectionString, options ?? new(), logger ?? (ILogger)NullLogger.Instance);
        StoreConnections.Check(connectionString, this.options);
        (name, scope) = (StoreConnections.NameOf(connectionString, this.options), PartitionScope.Of(this.options.Partition));
    }

    /// <summary>A store that has its readers and its schema of a database.</summary>
    internal PostgreSqlCityStore(
        string connectionString, PostgreSqlOptions options, ILogger<PostgreSqlCityStore>? logger, StoreConnections shared)
        : this(connectionString, options, logger) => this.shared = shared;

    /// <summary>A store that is open and only reads, in one partition or in all.</summary>
    internal PostgreSqlCityStore(string connectionString, PostgreSqlOptions options, StoreConnections shared, PartitionScope scope,
        IReadOnlyCollection<DocumentKind> kinds)
        : this(connectionString, options with { Partition = scope.Own }, null, shared)
    {
        (this.scope, isToRead) = (scope, true);
        Know(kinds);
    }

    /// <summary>How long it waits before it tries again to take erased keys out of the files.</summary>
    internal TimeSpan RewriteRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Completes when no key that this hub has erased is in the files any more.</summary>
    internal Task Rewriting => rewrite?.Running ?? throw NotOpen();

    /// <inheritdoc/>
    public async ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (isToRead) throw new InvalidOperationException("This store only reads: a partition's own is opened.");
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await CloseAsync().ConfigureAwait(false);
            Know(kinds);
            session = await ClaimAsync(cancellationToken).ConfigureAwait(false);
            epoch = session.Position.Epoch;
            return new StoreOpening(epoch.Value, session.Position);
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException)
        {
            throw StoreTroubles.CannotOpen(name, failed);
        }
        finally
        {
            if (session is null) await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Opens the store to read it, also while a hub has it: claims nothing and changes nothing.</summary>
    /// <param name="kinds">The kinds of documents that are asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">No hub has been there yet, or it cannot be read.</exception>
    public async ValueTask OpenReadOnlyAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
        Know(kinds);
        await Reader.PositionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>After a commit whose answer did not arrive it first makes sure that this commit is stored already, or never is.</remarks>
    public async ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken)
    {
        if (epoch is not null && session is null)
        {
            using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
            await WriteAsync(() => ResumedAsync(cancellationToken)).ConfigureAwait(false);
        }
        return await Reader.PositionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <remarks>That of the whole database, with its other partitions.</remarks>
    public async ValueTask<long?> ReadBytesAsync(CancellationToken cancellationToken) =>
        await Reader.BytesAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        using var _ = await EnterAsync(cancellationToken).ConfigureAwait(false);
        var isStored = await WriteAsync(async () => await ResumedAsync(cancellationToken).ConfigureAwait(false)
            && await session!.TryCommitAsync(commit, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        if (!isStored)
            throw new StoreLostException(name, commit.Epoch, (await Reader.PositionAsync(cancellationToken).ConfigureAwait(false)).Epoch);
        if (commit.Notifications.Count > 0) Opened.Ring(scope.Own);
        if (commit.Erased.Count > 0) rewrite!.Start();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await Reader.JournalAsync(after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var entry in page) yield return entry;
            after = page[^1].Number;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) =>
        (await ReadTogetherAsync(new() { Entries = keys }, cancellationToken).ConfigureAwait(false)).Entries;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredDocument>> FindAsync(
        IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        (await ReadTogetherAsync(new() { Documents = keys }, cancellationToken).ConfigureAwait(false)).Documents;

    /// <inheritdoc/>
    public async ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken) =>
        (await ReadTogetherAsync(new() { Pages = [query] }, cancellationToken).ConfigureAwait(false)).Pages[0];

    /// <inheritdoc/>
    public async ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var batch = new ReadBatch(scope);
        var (entries, cells) = (batch.Add(asked.Entries), batch.Add(asked.Cells));
        var documents = asked.Documents.GroupBy(k => k.Kind, k => SqlText.Of(k.Id))
            .Select(ids => batch.Add(Of(ids.Key), [.. ids])).ToArray();
        var pages = asked.Pages.Select(query => (query, Rows: batch.Add(Checked(query), query))).ToArray();
        await Reader.RunAsync(batch, cancellationToken).ConfigureAwait(false);
        return new StoreAnswers(entries, [.. documents.SelectMany(rows => rows)], cells,
            [.. pages.Select(page => StoreRow.Page(page.query, page.Rows))]);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken) =>
        await Reader.TotalsAsync(Checked(totals), totals, cancellationToken).ConfigureAwait(false);

    /// <summary>How PostgreSQL answers a query: the lines of its <c>EXPLAIN</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="isRun">Whether it is run as well, and the lines say what each step read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    public async ValueTask<IReadOnlyList<string>> ExplainAsync(
        DocumentQuery query, bool isRun = false, CancellationToken cancellationToken = default) => await Reader.PlanAsync(
            DocumentSql.Page(Checked(query), query, scope), HowOf(isRun), cancellationToken).ConfigureAwait(false);

    /// <summary>How PostgreSQL counts: the lines of its <c>EXPLAIN</c>.</summary>
    /// <param name="totals">The question.</param>
    /// <param name="isRun">Whether it is run as well, and the lines say what each step read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The question does not fit its kind.</exception>
    public async ValueTask<IReadOnlyList<string>> ExplainAsync(
        DocumentTotals totals, bool isRun = false, CancellationToken cancellationToken = default) => await Reader.PlanAsync(
            DocumentSql.Totals(Checked(totals), totals, scope), HowOf(isRun), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(
        IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        (await ReadTogetherAsync(new() { Cells = keys }, cancellationToken).ConfigureAwait(false)).Cells;

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateCell> ReadCellsAsync(string module, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        while (await Reader.CellPageAsync(module, after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var cell in page) yield return cell;
            after = page[^1].Key.Key;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(
        long after, int limit, CancellationToken cancellationToken) =>
        await Reader.NotificationsAsync(after, limit, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Reader.SubjectsAsync(ids, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) =>
        lookups.Count == 0 ? [] : await Reader.SubjectsAsync(lookups, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubjectKey> ReadSubjectsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] after = []; // before all ids
        while (await Reader.SubjectPageAsync(after, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var subject in page) yield return subject;
            after = page[^1].Id.ToArray();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ids.Count == 0 ? [] : await Reader.RecordsAsync(ids, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>No version before kept a hub in PostgreSQL: there are none.</remarks>
    public ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ProtectedText>>([]);

    /// <inheritdoc cref="PostgreSqlHubRestore.RunAsync"/>
    internal async Task<StorePosition> EndHistoryAsync(long epochsSkipped, CancellationToken cancellationToken)
    {
        await OpenReadOnlyAsync([], cancellationToken).ConfigureAwait(false);
        try
        {
            var connection = await Opened.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
            var ending = new StoreSession(connection, options, EndBlockersAsync, writers);
            await using var _ = ending.ConfigureAwait(false);
            await ending.EndHistoryAsync(epochsSkipped, cancellationToken).ConfigureAwait(false);
            return ending.Position;
        }
        catch (Exception failed) when (failed is NpgsqlException or FormatException)
        {
            throw StoreTroubles.CannotOpen(name, failed);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var _ = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override string ToString() => name;

    /// <summary>The kinds of documents that are asked for from now on.</summary>
    internal void Know(IReadOnlyCollection<DocumentKind> kinds)
    {
        tables = kinds.Select(kind => new DocumentTable(kind)).ToDictionary(t => t.Kind.Name);
        writers = tables.Values.ToDictionary(t => t.Kind, t => new DocumentWriter(t));
        var opened = new StoreConnections(connectionString, options, shared);
        (connections, rewrite) = (opened, opened.RewriteOf(RewriteRetry, why => NotErasedYet(why, name)));
    }

    private async Task<StoreSession> ClaimAsync(CancellationToken cancellationToken)
    {
        var connection = await Opened.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
        var claiming = new StoreSession(connection, options, EndBlockersAsync, writers);
        try
        {
            await Opened.EnsureSchemaAsync(connection, tables.Values, cancellationToken).ConfigureAwait(false);
            await claiming.ClaimAsync(tables.Values, cancellationToken).ConfigureAwait(false);
            await GoOnErasingAsync(claiming, cancellationToken).ConfigureAwait(false);
            Opened.Ring(scope.Own); // the one before may have gone without a word of its last commit
            return claiming;
        }
        catch
        {
            await claiming.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether this hub still has the claim, with a session to write in.</summary>
    private async Task<bool> ResumedAsync(CancellationToken cancellationToken)
    {
        if (session is not null) return true;
        var held = epoch ?? throw NotOpen();
        var connection = await Opened.OpenWriterAsync(cancellationToken).ConfigureAwait(false);
        session = new StoreSession(connection, options, EndBlockersAsync, writers);
        if (await session.TryResumeAsync(held, cancellationToken).ConfigureAwait(false))
        {
            await GoOnErasingAsync(session, cancellationToken).ConfigureAwait(false);
            return true;
        }
        await BreakAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>A hub that was killed, or a commit whose answer did not arrive, may have left keys to take out of the files.</summary>
    private async Task GoOnErasingAsync(StoreSession claimed, CancellationToken cancellationToken)
    {
        if (await claimed.HasErasuresAsync(cancellationToken).ConfigureAwait(false)) rewrite!.Start();
    }

    /// <summary>A session that failed is not used again: whether its last commit is stored is found out by the next one.</summary>
    private async Task<bool> WriteAsync(Func<Task<bool>> write)
    {
        try
        {
            return await write().ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not ArgumentException)
        {
            await BreakAsync().ConfigureAwait(false);
            if (failed is NpgsqlException or FormatException) throw StoreTroubles.CannotWrite(name, failed);
            throw;
        }
    }

    /// <summary>What cannot be ended is waited for, until the lock's own time is over.</summary>
    private async Task EndBlockersAsync(int waiting)
    {
        try
        {
            foreach (var owner in await Reader.EndBlockersAsync(waiting).ConfigureAwait(false)) OwnerEnded(name, owner, options.ClaimWait);
        }
        catch (IOException failed)
        {
            OwnerNotEnded(failed, name);
        }
    }

    private static string HowOf(bool isRun) => isRun ? "(ANALYZE, TIMING OFF)" : "";

    private DocumentTable Of(string kind) => tables.GetValueOrDefault(kind)
        ?? throw new ArgumentException($"The store was opened without documents of kind '{kind}'.");

    private DocumentTable Checked(DocumentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check(Of(query.Kind).Kind);
        return Of(query.Kind);
    }

    private DocumentTable Checked(DocumentTotals totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        totals.Check(Of(totals.Of.Kind).Kind);
        return Of(totals.Of.Kind);
    }

    private async Task BreakAsync()
    {
        var broken = session;
        session = null;
        if (broken is not null) await broken.DisposeAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        epoch = null;
        await BreakAsync().ConfigureAwait(false);
        rewrite = null;
        var before = connections;
        connections = null;
        if (before is not null) await before.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(writing);
    }

    private StoreConnections Opened => connections ?? throw NotOpen();

    private StoreReader Reader => new(Opened.Readers, name, scope);

    private static InvalidOperationException NotOpen() => new("The store is not open: call OpenAsync first. 存储尚未打开。");

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The session '{Owner}' kept the hub store {Store} for longer than {Wait} and was ended. "
            + "已终止长时间占用存储的会话。")]
    private partial void OwnerEnded(string store, string owner, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The session that keeps the hub store {Store} could not be ended. 无法终止占用存储的会话。")]
    private partial void OwnerNotEnded(Exception failed, string store);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Keys that were erased from the hub store {Store} are still in the files of its table 'subjects': somebody reads it as "
            + "it was before or keeps it locked, or this user does not own it. It is tried again. "
            + "已删除的主体密钥仍在数据文件中（有旧快照、锁，或当前用户不是表的所有者），将重试。")]
    private partial void NotErasedYet(Exception? why, string store);

    /// <summary>One writer's turn.</summary>
    private readonly struct Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
