using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Sensors.Alerts;
using CityKit.Storage;

namespace CityKit.Delivering;

/// <summary>What is known of a notification's subject, as far as it says nothing of a person.</summary>
/// <param name="Severity">How much it matters; null for what no alert caused.</param>
/// <param name="Profile">The profile of the lead or work item.</param>
/// <param name="Grid">The unit grid.</param>
/// <param name="Compound">The compound.</param>
public sealed record NotificationMatter(Severity? Severity, string? Profile, string? Grid, string? Compound)
{
    internal static NotificationMatter Unknown { get; } = new(null, null, null, null);

    internal WorkPlace Place => new() { Grid = Grid, Compound = Compound };

    /// <summary>Reads what a store has of an alert, a lead, a work item or a hand-over.</summary>
    internal static async ValueTask<NotificationMatter> ReadAsync(ICityStore store, string subject, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(AlertDocuments.Kind, subject, cancellationToken).ConfigureAwait(false) is { } alert)
            return Of(alert.Subject.Place, alert.Severity, null);
        if (await store.FindAsync(LeadDocuments.Kind, subject, cancellationToken).ConfigureAwait(false) is { } lead)
            return Of(lead.Subject.Place, await SeverityOfAsync(store, lead, cancellationToken).ConfigureAwait(false), lead.Profile);
        if (await store.FindAsync(ItemDocuments.Kind, subject, cancellationToken).ConfigureAwait(false) is { } item)
            return Of(item.Place, null, item.Profile);
        return await store.FindAsync(HandOvers.Kind, subject, cancellationToken).ConfigureAwait(false) is { } handOver
            ? Of(handOver) : Unknown;
    }

    /// <summary>Where the duty counts that is handed over: the roster of that place has who is next.</summary>
    private static NotificationMatter Of(HandOver handOver) =>
        new(null, null, KeyOf(handOver, ScopeKind.Area), KeyOf(handOver, ScopeKind.Compound));

    private static string? KeyOf(HandOver handOver, ScopeKind kind) =>
        handOver.In.Where(scope => scope.Kind == kind).Select(scope => scope.Key).FirstOrDefault();

    private static async ValueTask<Severity?> SeverityOfAsync(ICityStore store, Lead lead, CancellationToken cancellationToken) =>
        (await store.FindAsync(AlertDocuments.Kind, lead.Alerts[0].ToString(), cancellationToken).ConfigureAwait(false))?.Severity;

    private static NotificationMatter Of(WorkPlace place, Severity? severity, string? profile) =>
        new(severity, profile, place.Grid, place.Compound);
}
