using System.Runtime.CompilerServices;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Shared.Sqlite;
using CityKit.Storage;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The hub's store in one SQLite file: write-ahead log, synchronous = FULL, one commit a group of inputs.</summary>
/// <remarks>
/// One hub at a time has the file: a second one, in this process or another, is refused with the holder's name, and gets it when the first
/// is disposed or its process has ended. Readers have connections of their own and never wait for the writer.
/// The application picks the SQLite provider: <c>SQLitePCL.Batteries_V2.Init()</c> with the bundle package of its choice.
/// </remarks>
public sealed class SqliteCityStore : ICityStore
{
    private const int PageRows = 500;
    private readonly string path;
    private readonly bool isLocked;
    private readonly Lock writing = new();
    private IReadOnlyDictionary<string, DocumentTable> tables = new Dictionary<string, DocumentTable>();
    private HubWriter? writer;
    private volatile ReaderPool? readers;
    private StoreClaim? claim;

    /// <param name="path">The file; created when it is not there.</param>
    public SqliteCityStore(string path)
        : this(path, isLocked: true)
    {
    }

    /// <param name="path">The file.</param>
    /// <param name="isLocked">False for a test of what happens when the lock beside the file was lost.</param>
    internal SqliteCityStore(string path, bool isLocked) => (this.path, this.isLocked) = (path, isLocked);

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
            Unclaim(); // whoever mends or replaces the file can open it
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
    public ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        try
        {
            lock (writing)
                if (!Opened(writer).TryWrite(commit)) throw new StoreLostException(path, commit.Epoch, Read(r => r.Position()).Epoch);
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
    public ValueTask<IReadOnlyList<JournalEntry>> FindEntriesAsync(IReadOnlyCollection<EntryKey> keys, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<JournalEntry>>(r => r.Entries(keys));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredDocument>> FindAsync(IReadOnlyCollection<DocumentKey> keys, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<StoredDocument>>(r => [.. keys.GroupBy(key => key.Kind, key => key.Id).SelectMany(ids => r.Documents(Of(ids.Key), ids))]);

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
        for (var page = Read(r => r.CellPage(module, after, PageRows)); page.Count > 0; page = Read(r => r.CellPage(module, after, PageRows)))
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
    public ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken) => Answer(r => r.Text(id));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Replace(null, null);
        Unclaim();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override string ToString() => path;

    private StorePosition OpenClaimed(IReadOnlyCollection<DocumentKind> kinds)
    {
        var all = kinds.Select(kind => new DocumentTable(kind)).ToArray();
        var opened = Claim(Open(), all);
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
        ?? throw new ArgumentException($"The store was opened without documents of kind '{kind}'. 未声明该文档种类。");

    private ValueTask<T> Answer<T>(Func<HubReader, T> read) => ValueTask.FromResult(Read(read));

    private T Read<T>(Func<HubReader, T> read)
    {
        try
        {
            return Opened(readers).Read(read);
        }
        catch (Exception failed) when (failed is SqliteException or FormatException)
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
    private SqliteFile Open(bool isReadOnly = false) =>
        SqliteFile.Open(path, HubSchema.Schema, new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false, ReadOnly = isReadOnly });

    private static T Opened<T>(T? part) where T : class => part ?? throw new InvalidOperationException("The store is not open: call OpenAsync first. 存储尚未打开。");
}
