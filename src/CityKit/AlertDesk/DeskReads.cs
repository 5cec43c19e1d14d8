using CityKit.Cases;
using CityKit.Storage;

namespace CityKit.AlertDesk;

/// <summary>Everything of one kind from a store, in the order of exports. For a part of it, ask with a query.</summary>
public static class DeskReads
{
    /// <summary>All alerts, by raise time, then id.</summary>
    public static IAsyncEnumerable<Alert> ReadAlertsAsync(this ICityStore store, CancellationToken cancellationToken = default) =>
        store.ReadAsync(AlertDocuments.Kind.Query().OrderBy(AlertDocuments.At), cancellationToken);

    /// <summary>All leads, by time, then id.</summary>
    public static IAsyncEnumerable<Lead> ReadLeadsAsync(this ICityStore store, CancellationToken cancellationToken = default) =>
        store.ReadAsync(LeadDocuments.Kind.Query().OrderBy(LeadDocuments.At), cancellationToken);

    /// <summary>All work items, by report time, then id.</summary>
    public static IAsyncEnumerable<WorkItem> ReadItemsAsync(this ICityStore store, CancellationToken cancellationToken = default) =>
        store.ReadAsync(ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At), cancellationToken);

    /// <summary>All findings, in order.</summary>
    public static IAsyncEnumerable<Finding> ReadFindingsAsync(this ICityStore store, CancellationToken cancellationToken = default) =>
        store.ReadAsync(FindingDocuments.Kind.Query().OrderBy(FindingDocuments.Journal), cancellationToken);

    /// <summary>A work item; null when there is none.</summary>
    public static ValueTask<WorkItem?> FindItemAsync(this ICityStore store, WorkItemId id, CancellationToken cancellationToken = default) =>
        store.FindAsync(ItemDocuments.Kind, id.ToString(), cancellationToken);

    /// <summary>A lead; null when there is none.</summary>
    public static ValueTask<Lead?> FindLeadAsync(this ICityStore store, LeadId id, CancellationToken cancellationToken = default) =>
        store.FindAsync(LeadDocuments.Kind, id.ToString(), cancellationToken);
}
