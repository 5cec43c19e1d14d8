using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Journal;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store that hands everything on, for tests that change one thing.</summary>
internal abstract class PassingStore(ICityStore inner) : ICityStore
{
    public virtual ValueTask CommitAsync(HubCommit commit, CancellationToken cancellationToken) => inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<HubImage> OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken) => inner.ReadJournalAsync(after, cancellationToken);

    public virtual ValueTask<JournalEntry?> FindEntryAsync(JournalKind kind, string key, CancellationToken cancellationToken) => inner.FindEntryAsync(kind, key, cancellationToken);

    public IAsyncEnumerable<Alert> ReadAlertsAsync(CancellationToken cancellationToken) => inner.ReadAlertsAsync(cancellationToken);

    public IAsyncEnumerable<Lead> ReadLeadsAsync(CancellationToken cancellationToken) => inner.ReadLeadsAsync(cancellationToken);

    public IAsyncEnumerable<WorkItem> ReadItemsAsync(CancellationToken cancellationToken) => inner.ReadItemsAsync(cancellationToken);

    public ValueTask<WorkItem?> FindItemAsync(WorkItemId id, CancellationToken cancellationToken) => inner.FindItemAsync(id, cancellationToken);

    public ValueTask<Lead?> FindLeadAsync(LeadId id, CancellationToken cancellationToken) => inner.FindLeadAsync(id, cancellationToken);

    public ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken) => inner.FindTextAsync(id, cancellationToken);

    public IAsyncEnumerable<Finding> ReadFindingsAsync(CancellationToken cancellationToken) => inner.ReadFindingsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken) => inner.ReadNotificationsAsync(after, limit, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
