using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Journal;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The hub's store in one SQLite file: write-ahead log, synchronous = FULL, one commit a group of inputs.</summary>
/// <remarks>
/// One hub at a time has the file: a second one, in this process or another, is refused with the holder's name, and gets it when the first
/// is disposed or its process has ended.
/// The application picks the SQLite provider: <c>SQLitePCL.Batteries_V2.Init()</c> with the bundle package of its choice.
/// </remarks>
/// <param name="path">The file; made when it is not there.</param>
public sealed class SqliteCityStore(string path) : ICityStore
{
    private const int PageRows = 500;
    private readonly Lock writing = new();
    private readonly Lock reading = new();
    private HubWriter? writer;
    private HubReader? reader;
    private StoreClaim? claim;

    /// <inheritdoc/>
    public ValueTask<HubImage> OpenAsync(CancellationToken cancellationToken)
    {
        claim ??= StoreClaim.Take(Path.GetFullPath(path));
        try
        {
            return ValueTask.FromResult(OpenClaimed());
        }
        catch when (writer is null)
        {
            Unclaim(); // whoever mends or replaces the file can open it
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask CommitAsync(HubCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        try
        {
            lock (writing) Opened(writer).Write(commit);
            return ValueTask.CompletedTask;
        }
        catch (SqliteException failed)
        {
            throw new IOException($"The hub store {path} could not be written: {failed.Message} 无法写入存储文件。", failed);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = Read(r => r.Journal(after, PageRows)); page.Count > 0; page = Read(r => r.Journal(after, PageRows)))
        {
            foreach (var entry in page) yield return entry;
            after = page[^1].Number;
            await Pause(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindEntryAsync(JournalKind kind, string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(r => r.FindEntry(kind, key)));

    /// <inheritdoc/>
    public IAsyncEnumerable<Alert> ReadAlertsAsync(CancellationToken cancellationToken) => Pages((r, after) => r.Alerts(after, PageRows), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<Lead> ReadLeadsAsync(CancellationToken cancellationToken) => Pages((r, after) => r.Leads(after, PageRows), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<WorkItem> ReadItemsAsync(CancellationToken cancellationToken) => Pages((r, after) => r.Items(after, PageRows), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<WorkItem?> FindItemAsync(WorkItemId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(r => r.FindItem(id.ToString())));

    /// <inheritdoc/>
    public ValueTask<Lead?> FindLeadAsync(LeadId id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Read(r => r.FindLead(id.ToString())));

    /// <inheritdoc/>
    public ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken) => ValueTask.FromResult(Read(r => r.FindText(id)));

    /// <inheritdoc/>
    public async IAsyncEnumerable<Finding> ReadFindingsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        for (var page = Read(r => r.Findings(after, PageRows)); page.Count > 0; page = Read(r => r.Findings(after, PageRows)))
        {
            foreach (var (_, finding) in page) yield return finding;
            after = page[^1].Number;
            await Pause(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Notification>>(Read(r => r.Notifications(after, limit)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Replace(null, null);
        Unclaim();
        return ValueTask.CompletedTask;
    }

    private HubImage OpenClaimed()
    {
        try
        {
            var (newWriter, newReader) = (new HubWriter(Open(path)), new HubReader(Open(path)));
            Replace(newWriter, newReader); // who reads meanwhile reads from the ones before
            return Read(r => r.ReadImage());
        }
        catch (FormatException damaged)
        {
            throw new IOException($"The hub store {path} cannot be read: {damaged.Message} Restore it from a copy, or name another file. 无法读取存储文件。", damaged);
        }
        catch (RefusedException refused)
        {
            throw new IOException(refused.Message, refused);
        }
        catch (SqliteException damaged)
        {
            throw new IOException($"The hub store {path} cannot be opened: {damaged.Message} Restore it from a copy, or name another file. 无法打开存储文件。", damaged);
        }
    }

    private void Unclaim()
    {
        claim?.Dispose();
        claim = null;
    }

    private async IAsyncEnumerable<T> Pages<T>(Func<HubReader, HubReader.Place, List<(HubReader.Place Place, T Row)>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = new HubReader.Place(long.MinValue, "");
        for (var page = Read(r => read(r, last)); page.Count > 0; page = Read(r => read(r, last)))
        {
            foreach (var (_, row) in page) yield return row;
            last = page[^1].Place;
            await Pause(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Between two pages others get their turn.</summary>
    private static async ValueTask Pause(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private T Read<T>(Func<HubReader, T> read)
    {
        lock (reading) return read(Opened(reader));
    }

    private void Replace(HubWriter? newWriter, HubReader? newReader)
    {
        lock (writing)
        {
            writer?.Dispose();
            writer = newWriter;
        }
        lock (reading)
        {
            reader?.Dispose();
            reader = newReader;
        }
    }

    /// <summary>An empty hub in place of a damaged one would open every case again: never moved aside.</summary>
    private static SqliteFile Open(string path) => SqliteFile.Open(path, HubSchema.Schema, new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false });

    private static T Opened<T>(T? part) where T : class => part ?? throw new InvalidOperationException("The store is not open: call OpenAsync first. 存储尚未打开。");
}
