using CityKit.AlertDesk;
using CityKit.Cases;

namespace CityKit.Journal;

/// <summary>Where the hub keeps everything (存储). One writer; readers at any time see whole commits only.</summary>
public interface ICityStore : IAsyncDisposable
{
    /// <summary>Opens the store, making or migrating it, and reads what is open.</summary>
    /// <exception cref="IOException">The store cannot be opened, or was made by a newer CityKit.</exception>
    ValueTask<HubImage> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Makes a commit durable; when this returns it survives a power cut.</summary>
    /// <exception cref="IOException">It could not be stored; nothing of it is.</exception>
    ValueTask CommitAsync(HubCommit commit, CancellationToken cancellationToken);

    /// <summary>The journal after an entry, in order.</summary>
    IAsyncEnumerable<JournalEntry> ReadJournalAsync(long after, CancellationToken cancellationToken);

    /// <summary>The journal entry with this key; null when there is none.</summary>
    ValueTask<JournalEntry?> FindEntryAsync(JournalKind kind, string key, CancellationToken cancellationToken);

    /// <summary>All alerts, by raise time, then id.</summary>
    IAsyncEnumerable<Alert> ReadAlertsAsync(CancellationToken cancellationToken);

    /// <summary>All leads, by time, then id.</summary>
    IAsyncEnumerable<Lead> ReadLeadsAsync(CancellationToken cancellationToken);

    /// <summary>All work items, by report time, then id.</summary>
    IAsyncEnumerable<WorkItem> ReadItemsAsync(CancellationToken cancellationToken);

    /// <summary>A work item; null when there is none.</summary>
    ValueTask<WorkItem?> FindItemAsync(WorkItemId id, CancellationToken cancellationToken);

    /// <summary>A lead; null when there is none.</summary>
    ValueTask<Lead?> FindLeadAsync(LeadId id, CancellationToken cancellationToken);

    /// <summary>What a person wrote in a report; null when there is none or it was erased.</summary>
    ValueTask<ProtectedText?> FindTextAsync(string id, CancellationToken cancellationToken);

    /// <summary>All findings, in order.</summary>
    IAsyncEnumerable<Finding> ReadFindingsAsync(CancellationToken cancellationToken);

    /// <summary>Notifications after one, in order, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<Notification>> ReadNotificationsAsync(long after, int limit, CancellationToken cancellationToken);
}
