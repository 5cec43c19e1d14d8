using CityKit.AlertDesk;
using CityKit.Cases;

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

    /// <summary>Work items that are not finished.</summary>
    public IReadOnlyList<WorkItem> OpenCases { get; init; } = [];

    /// <summary>Counts a hub's store.</summary>
    public static async Task<HubSummary> ReadAsync(CityHub hub, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var alerts = await hub.Store.ReadAlertsAsync(cancellationToken).Select(a => a.ClearedAt is not null).ToListAsync(cancellationToken).ConfigureAwait(false);
        var leads = await hub.Store.ReadLeadsAsync(cancellationToken).Select(l => l.State).ToListAsync(cancellationToken).ConfigureAwait(false);
        var items = await hub.Store.ReadItemsAsync(cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        var blind = await hub.Store.ReadFindingsAsync(cancellationToken).CountAsync(f => f.Code == "blind", cancellationToken).ConfigureAwait(false);
        return new HubSummary
        {
            EventsAccepted = hub.Devices.Sum(d => d.Accepted),
            DuplicatesIgnored = hub.Devices.Sum(d => d.Duplicates),
            BlindSpans = blind,
            AlertsRaised = alerts.Count,
            AlertsCleared = alerts.Count(cleared => cleared),
            LeadsConfirmed = leads.Count(state => state is LeadState.Confirmed or LeadState.Merged),
            LeadsDismissed = leads.Count(state => state == LeadState.Dismissed),
            CasesOpened = items.Count(i => i.RepeatOf is null),
            OpenCases = [.. items.Where(i => i.IsOpen)],
        };
    }
}
