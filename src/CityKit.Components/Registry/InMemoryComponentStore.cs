using System.Runtime.CompilerServices;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>Components in memory, for tests and small towns; gone with the process.</summary>
public sealed partial class InMemoryComponentStore : IComponentStore
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<long, ComponentHistory> histories = [];
    private readonly Dictionary<string, ImportMark> marks = new(StringComparer.Ordinal);
    private long revision;
    private string digest = "";

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        lock (gate) return ValueTask.FromResult(Append(entries));
    }

    /// <inheritdoc/>
    public ValueTask<Refusal?> AppendAsync(IReadOnlyCollection<ComponentEvent> entries, ImportMark mark,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(mark);
        lock (gate)
        {
            var refusal = Append(entries);
            if (refusal is null) marks[mark.Name] = mark;
            return ValueTask.FromResult(refusal);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ImportMark?> FindMarkAsync(string name, CancellationToken cancellationToken = default)
    {
        lock (gate) return ValueTask.FromResult(marks.GetValueOrDefault(name));
    }

    /// <inheritdoc/>
    public ValueTask<string> DigestAsync(CancellationToken cancellationToken = default)
    {
        lock (gate) return ValueTask.FromResult(digest);
    }

    /// <inheritdoc/>
    public ValueTask<StoreState> StateAsync(CancellationToken cancellationToken = default)
    {
        lock (gate) return ValueTask.FromResult(new StoreState("memory", revision));
    }

    /// <inheritdoc/>
    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default)
    {
        lock (gate) return ValueTask.FromResult(histories.GetValueOrDefault(id.ToInt64()));
    }

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default)
    {
        lock (gate) return ValueTask.FromResult((long)histories.Count);
    }

    /// <inheritdoc/>
    public ValueTask<int> LastSequenceAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default)
    {
        var id = ComponentId.Of(county, componentClass, 1);
        var (first, last) = (id.ToInt64(), id.WithSequence(id.MaxSequence).ToInt64());
        lock (gate) return ValueTask.FromResult((int)(histories.Keys.Where(key => key >= first
            && key <= last).DefaultIfEmpty(first - 1).Max() - first + 1));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentEvent> ReadLastAsync(CancellationToken cancellationToken = default) =>
        StreamAsync(Snapshot().Select(history => history.Events[^1]), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ComponentPlace> ReadPlacesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var entry in ReadLastAsync(cancellationToken).ConfigureAwait(false))
            if (entry.After.State != ComponentState.Removed)
                yield return new ComponentPlace(entry.After.Id, entry.After.Location, entry.After.State);
    }

    /// <inheritdoc/>
    public ValueTask<ComponentIndex> LoadIndexAsync(CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ComponentIndex.Build(
            Snapshot().Where(history => history.Current.State != ComponentState.Removed)
                .Select(history => new ComponentPlace(history.Id, history.Current.Location, history.Current.State))));

    /// <inheritdoc/>
    public ValueTask SaveIndexAsync(ComponentIndex index, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Refusal? Append(IReadOnlyCollection<ComponentEvent> entries)
    {
        Dictionary<long, ComponentHistory> changed = [];
        foreach (var entry in entries)
        {
            var key = entry.After.Id.ToInt64();
            var before = changed.GetValueOrDefault(key) ?? histories.GetValueOrDefault(key);
            if (entry.Number != (before?.Events.Length ?? 0) + 1)
                return ComponentStoreRefusals.OutOfTurn(entry, before?.Events.Length ?? 0);
            changed[key] = ComponentHistory.Of([.. before?.Events ?? [], entry]);
        }
        foreach (var (key, history) in changed) histories[key] = history;
        if (entries.Count == 0) return null;
        (revision, digest) = (revision + 1, DigestOf(entries));
        return null;
    }

    private string DigestOf(IEnumerable<ComponentEvent> entries)
    {
        using var next = new EntryDigest(digest);
        var buffer = new byte[ComponentCodec.MaxBytes];
        foreach (var entry in entries) next.Add(buffer.AsSpan(0, ComponentCodec.Write(entry, buffer)));
        return next.ToHex();
    }

    private static async IAsyncEnumerable<T> StreamAsync<T>(
        IEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }
        await Task.CompletedTask.ConfigureAwait(false);
    }

    private ComponentHistory[] Snapshot()
    {
        lock (gate) return [.. histories.Values];
    }
}
