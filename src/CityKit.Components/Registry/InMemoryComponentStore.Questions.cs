using NodaTime;

namespace CityKit.Components.Registry;

/// <content>What questions ask by.</content>
public sealed partial class InMemoryComponentStore
{
    private const int PageRows = 500;

    /// <inheritdoc/>
    public IAsyncEnumerable<ComponentEvent> FindLastAsync(IReadOnlyList<ComponentId> ids, CancellationToken cancellationToken = default) =>
        StreamAsync(Of(ids).Select(history => history.Events[^1]), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> ReadSummariesAsync(
        ComponentId after, SummaryParts parts, CancellationToken cancellationToken = default) =>
        PagesAsync(Snapshot().Where(history => history.Id.ToInt64() > after.ToInt64()), cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> FindSummariesAsync(
        IReadOnlyList<ComponentId> ids, SummaryParts parts, CancellationToken cancellationToken = default) =>
        PagesAsync(Of(ids), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ComponentId>> FindByExternalIdAsync(string externalId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(externalId);
        return ValueTask.FromResult<IReadOnlyList<ComponentId>>(
            [.. Snapshot().Where(history => history.Current.ExternalId == externalId).Select(history => history.Id)]);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ComponentId>> ChangedAfterAsync(LocalDate day, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IReadOnlyList<ComponentId>>(
            [.. Snapshot().Where(history => history.Events is [_, .., var last] && last.On > day).Select(history => history.Id)]);

    private static IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> PagesAsync(
        IEnumerable<ComponentHistory> histories, CancellationToken cancellationToken) =>
        StreamAsync(histories.Chunk(PageRows).Select(page =>
            (ReadOnlyMemory<ComponentSummary>)Array.ConvertAll(page, history => ComponentSummary.Of(history.Events[^1]))),
                cancellationToken);

    private List<ComponentHistory> Of(IReadOnlyList<ComponentId> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        lock (gate) return [.. ids.Select(id => histories.GetValueOrDefault(id.ToInt64())).OfType<ComponentHistory>()];
    }
}
