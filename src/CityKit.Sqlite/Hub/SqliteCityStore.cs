using System.Runtime.CompilerServices;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Privacy;
using CityKit.Shared.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Sqlite;

/// <summary>The hub's store in one SQLite file: write-ahead log, synchronous = FULL, one commit a group of inputs.</summary>
/// <remarks>
/// One hub at a time has the file: a second one, in this process or another, is refused with the holder's name, and gets it when the first
/// is disposed or its process has ended. Readers have connections of their own and never wait for the writer.
/// The application picks the SQLite provider: <c>SQLitePCL.Batteries_V2.Init()</c> with the bundle package of its choice.
/// </remarks>
public sealed partial class SqliteCityStore : ICityStore
{
    /// <summary>
    /// A file of at most so many bytes has all its pages checked when a hub opens it, which costs about 2 ms of CPU a megabyte;
    /// of a larger one the log says that it was not.
    /// </summary>
    public const long MaxCheckedBytes = 256L << 20;

    private const int PageRows = 500;
    private readonly ILogger logger;
    private readonly string path;
    private readonly bool isLocked;
    private readonly long checkedBytes;
    private readonly Lock writing = new();
    private IReadOnlyDictionary<string, DocumentTable> tables = new Dictionary<string, DocumentTable>();
    private HubWriter? writer;
    private volatile ReaderPool? readers;
    private StoreClaim? claim;

    /// <param name="path">The file; created when it is not there.</param>
    /// <param name="logger">Where it says that a file is too large to be checked at opening.</param>
    public SqliteCityStore(string path, ILogger<SqliteCityStore>? logger = null)
        : this(path, isLocked: true, logger)
    {
    }

    /// <param name="path">The file.</param>
    /// <param name="isLocked">False for a test of what happens when the lock beside the file was lost.</param>
    /// <param name="logger">The log; null for none.</param>
    /// <param name="checkedBytes">The size up to which all pages are checked.</param>
    internal SqliteCityStore(string path, bool isLocked, ILogger? logger = null, long checkedBytes = MaxCheckedBytes) =>
        (this.path, this.isLocked, this.logger, this.checkedBytes) = (path, isLocked, logger ?? NullLogger.Instance, checkedBytes);

    /// <summary>How long the last commit waited for the file's lock.</summary>
    internal TimeSpan LockWait => Opened(writer).LockWait;

    /// <inheritdoc/>
    public ValueTask<StoreOpening> OpenAsync(IReadOnlyCollection<DocumentKind> kinds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        if (isLocked) claim ??= StoreClaim.Take(Path.GetFullPath(path));
        try
        {
            var position = Located(() => OpenClaimed(kinds));
            return ValueTask.FromResult(new StoreOpening(position.Epoch, position));
        }
        catch when (writer is null)
        {
            Unclaim(); // the file can be opened by the one who repairs or replaces it
            throw;
        }
    }

    /// <summary>Opens the file to read it, also while a hub has it: claims nothing and changes nothing.</summary>
    /// <param name="kinds">The kinds of documents that are asked for.</param>
    /// <exception cref="IOException">The file is not there, cannot be read, or is of another version.</exception>
    public void OpenReadOnly(IReadOnlyCollection<DocumentKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        tables = kinds.ToDictionary(kind => kind.Name, kind => new DocumentTable(kind));
        Replace(null, new ReaderPool(() => Open(isReadOnly: true)));
        Located(() => Opened(readers).Read(r => r.Position()));
    }

    /// <inheritdoc/>
    public ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) => Answer(r => r.Position());

    /// <inheritdoc/>
    public ValueTask<long?> ReadBytesAsync(CancellationToken cancellationToken) => ValueTask.FromResult<long?>(
        new[] { path, path + "-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length));

    /// <inheritdoc/>
    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        try
        {
            lock (writing) Write(Opened(writer), commit);
            return ValueTask.CompletedTask;
        }
        catch (Exception failed) when (failed is SqliteException or FormatException)
        {
            throw HubTroubles.CannotWrite(path, failed);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = Read(r => r.Journal(after, PageRows)); page.Count > 0; page = Read(r => r.Journal(after, PageRows)))
        {
            foreach (var entry in page) yield return entry;
            after = page[^1].Number;
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield(); // between two pages others get their turn
        }
    }

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindNextEntryAsync(long after, CancellationToken cancellationToken) =>
        Answer(r => r.Journal(after, 1).FirstOrDefault());

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(
        IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<JournalEntry>>(r => r.Entries(keys));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<StoredDocument>>(
            r => [.. keys.GroupBy(key => key.Kind, key => key.Id).SelectMany(ids => r.Documents(Of(ids.Key), ids))]);

    /// <inheritdoc/>
    public ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check(Of(query.Kind).Kind);
        return Answer(r => r.Page(Of(query.Kind), query));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DocumentGroup>> TotalAsync(DocumentTotals totals, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(totals);
        totals.Check(Of(totals.Of.Kind).Kind);
        return Answer<IReadOnlyList<DocumentGroup>>(r => r.Totals(Of(totals.Of.Kind), totals));
    }

    /// <summary>How SQLite would answer a query, one line for each step: nothing in it is to be a SCAN without an index.</summary>
    /// <exception cref="ArgumentException">The query does not fit its kind.</exception>
    public IReadOnlyList<string> Explain(DocumentQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Check(Of(query.Kind).Kind);
        return Read(r => r.Plan(DocumentSql.Pages(Of(query.Kind), query)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StateCell>> FindCellsAsync(IReadOnlyCollection<CellKey> keys, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<StateCell>>(r => r.Cells(keys));

    /// <inheritdoc/>
    public async IAsyncEnumerable<StateCell> ReadCellsAsync(string module, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = "";
        for (var page = Read(r => r.CellPage(module, after, PageRows));
            page.Count > 0;
            page = Read(r => r.CellPage(module, after, PageRows)))
        {
            foreach (var cell in page) yield return cell;
            after = page[^1].Key.Key;
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield(); // between two pages others get their turn
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<Notification>>(r => r.Notifications(after, limit));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectId> ids, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<SubjectKey>>(r => r.Subjects(ids));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubjectKey>> FindSubjectsAsync(
        IReadOnlyCollection<SubjectLookup> lookups, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<SubjectKey>>(r => r.Subjects(lookups));

    /// <inheritdoc/>
    public async IAsyncEnumerable<SubjectKey> ReadSubjectsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] after = []; // before all ids
        while (Read(r => r.SubjectPage(after, PageRows)) is { Count: > 0 } page)
        {
            foreach (var subject in page) yield return subject;
            after = page[^1].Id.ToArray();
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield(); // between two pages others get their turn
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProtectedRecord>> FindRecordsAsync(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<ProtectedRecord>>(r => r.Records(ids));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ProtectedText>> ReadTextsAsync(int limit, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<ProtectedText>>(r => r.Texts(limit));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Replace(null, null);
        Unclaim();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => path;

    private void Write(HubWriter opened, StoreCommit commit)
    {
        if (!opened.TryWrite(commit)) throw new StoreLostException(path, commit.Epoch, Read(r => r.Position()).Epoch);
        if (!opened.TryClearLog() && SubjectWriter.Deletes(commit)) LogNotCleared(path);
    }

    private StorePosition OpenClaimed(IReadOnlyCollection<DocumentKind> kinds)
    {
        var all = kinds.Select(kind => new DocumentTable(kind)).ToArray();
        var opened = Claim(Open(isChecked: IsCheckable()), all);
        tables = all.ToDictionary(t => t.Kind.Name);
        Replace(opened, new ReaderPool(() => Open())); // who reads meanwhile reads from the ones before
        return Read(r => r.Position());
    }

    /// <summary>What goes wrong on opening, with the file and the way out.</summary>
    private T Located<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (RefusedException refused)
        {
            throw new IOException(refused.Message, refused);
        }
        catch (Exception damaged) when (damaged is SqliteException or FormatException)
        {
            throw HubTroubles.CannotOpen(path, damaged);
        }
    }

    private static HubWriter Claim(SqliteFile file, IReadOnlyCollection<DocumentTable> all)
    {
        HubWriter? claimed = null;
        try
        {
            Ensure(file, all);
            var opened = new HubWriter(file, all);
            opened.Claim();
            opened.TryClearLog();
            return claimed = opened;
        }
        finally
        {
            if (claimed is null) file.Dispose();
        }
    }

    private static void Ensure(SqliteFile file, IReadOnlyCollection<DocumentTable> all)
    {
        using (var work = file.Begin())
        {
            foreach (var table in all) table.Ensure(file);
            work.Commit();
        }
        var old = new OldTables(file, all);
        if (!old.IsDone) old.Move();
    }

    private void Unclaim()
    {
        claim?.Dispose();
        claim = null;
    }

    private DocumentTable Of(string kind) => tables.GetValueOrDefault(kind)
        ?? throw new ArgumentException($"The store was opened without documents of kind '{kind}'.");

    private ValueTask<T> Answer<T>(Func<HubReader, T> read) => ValueTask.FromResult(Read(read));

    private T Read<T>(Func<HubReader, T> read)
    {
        try
        {
            return Opened(readers).Read(read);
        }
        catch (Exception failed) when (failed is SqliteException or FormatException or RefusedException)
        {
            throw HubTroubles.CannotRead(path, failed);
        }
    }

    private void Replace(HubWriter? newWriter, ReaderPool? newReaders)
    {
        var before = readers;
        readers = newReaders;
        before?.Dispose();
        lock (writing)
        {
            writer?.Dispose();
            writer = newWriter;
        }
    }

    /// <summary>An empty hub in place of a damaged one would open every case again: never moved aside.</summary>
    private SqliteFile Open(bool isReadOnly = false, bool isChecked = false) =>
        SqliteFile.Open(path, HubSchema.Schema,
            new SqliteFileOptions
            {
                CheckIntegrity = isChecked,
                MoveDamagedAside = false,
                ReadOnly = isReadOnly,
                OverwriteDeleted = !isReadOnly,
            });

    private bool IsCheckable()
    {
        var bytes = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (bytes > checkedBytes) TooLarge(path, bytes, checkedBytes);
        return bytes <= checkedBytes;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The hub store {Path} has {Bytes} bytes, more than the {Limit} that are checked at opening: "
            + "check it with 'citykit hub check', which works while the hub runs. "
            + "存储文件过大，启动时未检查；可在运行中用 citykit hub check 检查。")]
    private partial void TooLarge(string path, long bytes, long limit);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "What was erased from the hub store {Path} is still in its log {Path}-wal: somebody reads the store as it was before, "
            + "or the disk refuses. It is tried again after each commit. 已删除的内容仍在日志文件中（有读取未结束或磁盘拒绝写入），每次提交后重试。")]
    private partial void LogNotCleared(string path);

    private static T Opened<T>(T? part) where T : class =>
        part ?? throw new InvalidOperationException("The store is not open: call OpenAsync first.");
}
