using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Reporting;

/// <summary>The figures of a whole store (总览). "Cases" counts work items of all profiles.</summary>
public sealed record HubSummary
{
    /// <summary>Events taken in from devices.</summary>
    public long EventsAccepted { get; init; }

    /// <summary>Events that came again and were not stored again.</summary>
    public long DuplicatesIgnored { get; init; }

    /// <summary>Times in which a device or sensor saw nothing, so that an alarm may have passed unseen.</summary>
    public int BlindSpans { get; init; }

    /// <summary>Alerts ever raised.</summary>
    public int AlertsRaised { get; init; }

    /// <summary>Alerts that are over.</summary>
    public int AlertsCleared { get; init; }

    /// <summary>Leads that became work items or were merged into one.</summary>
    public int LeadsConfirmed { get; init; }

    /// <summary>Leads dismissed with a reason.</summary>
    public int LeadsDismissed { get; init; }

    /// <summary>Work items ever opened, repeats not counted.</summary>
    public int CasesOpened { get; init; }

    /// <summary>Work items that are finished.</summary>
    public int CasesClosed => CasesOpened - OpenCases.Count;

    /// <summary>Histories that were cut short by a restore, the oldest first.</summary>
    public IReadOnlyList<EndedHistory> Restores { get; init; } = [];

    /// <summary>What is known to be missing since a restore.</summary>
    public IReadOnlyList<MissingEvents> Missing { get; init; } = [];

    /// <summary>Work items that are not finished.</summary>
    public IReadOnlyList<WorkItem> OpenCases { get; init; } = [];

    /// <summary>Counts a hub's store.</summary>
    public static async Task<HubSummary> ReadAsync(CityHub hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var (store, open) = (hub.Store, ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At));
        var alerts = await CountAsync(AlertDocuments.Kind.Query(), AlertDocuments.Open).ConfigureAwait(false);
        var leads = await CountAsync(LeadDocuments.Kind.Query(), LeadDocuments.State).ConfigureAwait(false);
        return new HubSummary
        {
            EventsAccepted = hub.Devices.Sum(d => d.Accepted),
            DuplicatesIgnored = hub.Devices.Sum(d => d.Duplicates),
            BlindSpans = (int)await store.CountAsync(
                FindingDocuments.Kind.Query().Where(FindingDocuments.Code, "blind"), cancellationToken).ConfigureAwait(false),
            AlertsRaised = alerts.Values.Sum(),
            AlertsCleared = alerts.GetValueOrDefault("0"),
            LeadsConfirmed = leads.GetValueOrDefault(nameof(LeadState.Confirmed)) + leads.GetValueOrDefault(nameof(LeadState.Merged)),
            LeadsDismissed = leads.GetValueOrDefault(nameof(LeadState.Dismissed)),
            CasesOpened = (int)await store.CountAsync(
                ItemDocuments.Kind.Query().Where(ItemDocuments.Repeat, 0), cancellationToken).ConfigureAwait(false),
            Restores = hub.EndedHistories,
            Missing = hub.Missing,
            OpenCases = await store.ReadAsync(open, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false),
        };

        async ValueTask<Dictionary<string, int>> CountAsync<T>(DocumentQuery<T> of, DocumentIndex<T> by) where T : class =>
            (await store.CountAsync(of, [by], cancellationToken).ConfigureAwait(false))
                .ToDictionary(g => g.Values[0].ToString()!, g => (int)g.Count);
    }
}
