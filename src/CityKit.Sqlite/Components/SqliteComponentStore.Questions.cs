using System.Runtime.CompilerServices;
using CityKit.Components;
using CityKit.Components.Registry;
using NodaTime;

namespace CityKit.Sqlite;

/// <content>What questions ask by.</content>
public sealed partial class SqliteComponentStore
{
    private const int SummaryRows = 500;
    private const int PagesOfATurn = 16;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ComponentEvent> FindLastAsync(
        IReadOnlyList<ComponentId> ids, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        foreach (var some in ids.Chunk(SummaryRows))
        {
            foreach (var entry in Read(r => r.Last(some))) yield return entry;
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(
        ComponentId after, SummaryParts parts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (page, last) = (new ComponentSummary[SummaryRows], after.ToInt64());
        for (int count = page.Length, pages = 1; count == page.Length; pages++)
        {
            count = Read(r => r.Summaries.Read(last, page, parts));
            if (count == 0) break;
            last = page[count - 1].Id.ToInt64();
            yield return page.AsMemory(0, count);
            cancellationToken.ThrowIfCancellationRequested();
            if (pages % PagesOfATurn == 0) await Task.Yield(); // others get theirs
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(
        IReadOnlyList<ComponentId> ids, SummaryParts parts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var page = new ComponentSummary[Math.Min(SummaryRows, ids.Count)];
        foreach (var some in ids.Chunk(SummaryRows))
        {
            yield return page.AsMemory(0, Read(r => r.Summaries.Find(some, page, parts)));
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return ValueTask.FromResult<IReadOnlyList<ComponentId>>(Read(r => r.External(externalId)));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ComponentId>>(Read(r => r.ChangedAfter(day)));
}
