using System.Runtime.CompilerServices;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Codes;
using CityKit.Shared.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The component registry (部件库) in one SQLite file: write-ahead log, synchronous = FULL, one transaction for each call of <see cref="AppendAsync"/>; add thousands at a time.</summary>
/// <remarks>The application picks the SQLite provider: <c>SQLitePCL.Batteries_V2.Init()</c> with the bundle package of its choice.</remarks>
/// <param name="path">The file; made when it is not there.</param>
public sealed class SqliteComponentStore(string path) : IComponentStore
{
    private const int PageRows = 2_000;
    private readonly Lock writing = new();
    private readonly Lock reading = new();
    private ComponentWriter? writer;
    private ComponentReader? reader;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Guarded(() =>
    {
        Replace(null, null);
        Replace(new ComponentWriter(Open()), new ComponentReader(Open()));
    });

    /// <inheritdoc/>
    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Refusal? refusal = null;
        Guarded(() =>
        {
            lock (writing) refusal = Opened(writer).Append(entries);
        });
        return ValueTask.FromResult(refusal);
    }

    /// <inheritdoc/>
    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(r => r.Find(id)));

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(r => r.Count()));

    /// <inheritdoc/>
    public ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default)
    {
        var (first, last) = (ComponentId.Of(county, componentClass, 1).ToInt64(), ComponentId.Of(county, componentClass, ComponentId.MaxSequence).ToInt64());
        return ValueTask.FromResult(Read(r => r.LastSequence(first, last)));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        Pages((r, after) => r.Last(after, PageRows), entry => entry.After.Id, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentPlace> ReadPlacesAsync(CancellationToken cancellationToken = default) =>
        Pages((r, after) => r.Places(after, PageRows), place => place.Id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Replace(null, null);
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<T> Pages<T>(Func<ComponentReader, long, List<T>> read, Func<T, ComponentId> idOf, [EnumeratorCancellation] CancellationToken cancellationToken)
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
        catch (SqliteException failed)
        {
            throw Failed(failed);
        }
    }

    private IOException Failed(Exception cause) => new($"The component registry {path} cannot be read or written: {cause.Message} Restore it from a copy, or name another file. 无法读写部件库文件。", cause);

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
    private SqliteFile Open() => SqliteFile.Open(path, ComponentSchema.Schema, new SqliteFileOptions { CheckIntegrity = false, MoveDamagedAside = false });

    private static T Opened<T>(T? part) where T : class => part ?? throw new InvalidOperationException("The store is not open: call OpenAsync first. 存储尚未打开。");
}
