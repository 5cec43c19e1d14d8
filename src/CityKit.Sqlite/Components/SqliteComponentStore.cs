using System.Runtime.CompilerServices;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Keeps the component registry (部件库) in one SQLite file.</summary>
/// <remarks>
/// Open a <see cref="ComponentRegistry"/> over it; call its own methods for imports. Calls may come from any thread, and a read does not
/// wait for a write. Each call of <c>AppendAsync</c> is one transaction that is synced (write-ahead log, synchronous = FULL): add thousands
/// at a time. It keeps no hub's record, and it picks no SQLite provider: the application calls <c>SQLitePCL.Batteries_V2.Init()</c> with
/// the bundle package of its choice.
/// </remarks>
/// <param name="path">The file; made when it is not there. An index is kept beside it, in
/// <c>PATH-near</c>; it may be deleted at any time.</param>
/// <example><code>
/// await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore("components.db"),
///     new ComponentRegistryOptions { Catalogue = ClassCatalogue.GbT47678 });
/// Console.WriteLine($"{await registry.CountAsync()} components");
/// </code></example>
public sealed partial class SqliteComponentStore(string path) : IComponentStore
{
    private const int PageRows = 2_000;
    private readonly Lock writing = new();
    private readonly Lock reading = new();
    private ComponentWriter? writer;
    private readonly IndexBeside beside = new(path + "-near");
    private ComponentReader? reader;
    private StoreState known; // what the index given out stands for, with what was added here since; default once someone else wrote

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Guarded(() =>
    {
        Replace(null, null);
        using (var older = Open()) new SummaryFilling(older).Run();
        Replace(new ComponentWriter(Open()), new ComponentReader(Open()));
    });

    /// <inheritdoc/>
    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return ValueTask.FromResult(Append(entries, null));
    }

    /// <inheritdoc/>
    public ValueTask<Refusal?> AppendAsync(
        IReadOnlyCollection<ComponentEvent> entries, ImportMark mark, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(mark);
        return ValueTask.FromResult(Append(entries, mark));
    }

    /// <inheritdoc/>
    public ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(r => r.Mark(name)));

    /// <inheritdoc/>
    public ValueTask<string> DigestAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(r => r.Digest()));

    /// <inheritdoc/>
    public ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(r => r.State()));

    /// <inheritdoc/>
    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(r => r.Find(id)));

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(r => r.Count()));

    /// <inheritdoc/>
    public ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default)
    {
        var first = ComponentId.Of(county, componentClass, 1);
        return ValueTask.FromResult(Read(r => r.LastSequence(first.ToInt64(), first.WithSequence(first.MaxSequence).ToInt64())));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        Pages((r, after) => r.Last(after, PageRows), entry => entry.After.Id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default) =>
        Pages((r, after) => r.Places(after, PageRows), place => place.Id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default)
    {
        var state = Read(r => r.State());
        if (beside.Load(state) is not { } index)
        {
            (index, state) = Read(r => r.Index());
            beside.Save(index, state);
        }
        lock (writing) known = state;
        return ValueTask.FromResult(index);
    }

    /// <inheritdoc/>
    public ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(index);
        lock (writing)
            if (known != default && known == Read(r => r.State())) beside.Save(index, known);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Replace(null, null);
        return ValueTask.CompletedTask;
    }

    private Refusal? Append(IReadOnlyCollection<ComponentEvent> entries, ImportMark? mark)
    {
        Refusal? refusal = null;
        _ = Guarded(() =>
        {
            lock (writing)
            {
                refusal = Opened(writer).Append(entries, mark, out var revision);
                if (refusal is null && entries.Count > 0)
                    known = known.Revision == revision - 1 ? known with { Revision = revision } : default;
            }
        });
        return refusal;
    }

    private async IAsyncEnumerable<T> Pages<T>(
        Func<ComponentReader, long, List<T>> read, Func<T, ComponentId> idOf, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long after = 0;
        for (var page = Read(r => read(r, after)); page.Count > 0; page = Read(r => read(r, after)))
        {
            foreach (var row in page) yield return row;
            after = idOf(page[^1]).ToInt64();
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield(); // between two pages others get their turn
        }
    }

    private T Read<T>(Func<ComponentReader, T> read)
    {
        try
        {
            lock (reading) return read(Opened(reader));
        }
        catch (FormatException damaged)
        {
            throw Failed(damaged);
        }
        catch (SqliteException failed)
        {
            throw Failed(failed);
        }
    }

    private ValueTask Guarded(Action action)
    {
        try
        {
            action();
            return ValueTask.CompletedTask;
        }
        catch (RefusedException refused)
        {
            throw new IOException(refused.Message, refused);
        }
        catch (FormatException damaged)
        {
            throw Failed(damaged);
        }
        catch (SqliteException failed)
        {
            throw Failed(failed);
        }
    }

    private IOException Failed(Exception cause) => new(
        $"The component registry {path} cannot be read or written: {cause.Message} "
        + $"Restore it from a copy, or name another file. 无法读写部件库 {path}，请从副本恢复，或指定另一文件。", cause);

    private void Replace(ComponentWriter? newWriter, ComponentReader? newReader)
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

    /// <summary>An empty registry in place of a damaged one would be taken for the truth: never moved aside.</summary>
    private SqliteFile Open() =>
        SqliteFile.Open(path, ComponentSchema.Schema,
            new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false, OwnerLocks = true });

    private static T Opened<T>(T? part) where T : class =>
        part ?? throw new InvalidOperationException("The store is not open: call OpenAsync first.");
}
