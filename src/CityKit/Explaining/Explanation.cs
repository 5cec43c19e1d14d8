using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Journal;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>Follows an alert, a lead or a work item back to the journal entries that it came from.</summary>
internal sealed class Explanation(ICityStore store, CancellationToken cancellationToken)
{
    private readonly Dictionary<Instant, IReadOnlyList<JournalEntry>> read = [];

    /// <summary>What its sensor showed, the rule, what of it was so, the alert, and what people did with it.</summary>
    internal async IAsyncEnumerable<ChainLink> OfAlertAsync(Alert alert)
    {
        var entries = await AtAsync(alert.ReceivedAt).ConfigureAwait(false);
        ChainLink[] causes = [.. entries.Select(entry => EntryCause.Of(entry, alert)).OfType<ChainLink>()];
        if (causes.Length == 0) causes = [.. entries.Select(EntryCause.OfTick).OfType<ChainLink>()];
        foreach (var cause in causes) yield return cause;
        yield return new ChainLink("rule", alert.Rule, alert.ReceivedAt);
        foreach (var evidence in alert.Evidence)
            yield return new ChainLink("condition", evidence.Source, alert.ReceivedAt) { Evidence = evidence };
        yield return new ChainLink("alert", alert.Id.ToString(), alert.ReceivedAt);
        foreach (var at in alert.Work.History.Select(step => step.At).Distinct())
            foreach (var link in await CommandsAsync(at, [alert.Id.ToString()]).ConfigureAwait(false)) yield return link;
    }

    /// <summary>The chain of each of its alerts, the lead, and the decision.</summary>
    internal async IAsyncEnumerable<ChainLink> OfLeadAsync(Lead lead)
    {
        foreach (var alert in lead.Alerts)
            await foreach (var link in OfAlertAsync(alert.ToString()).ConfigureAwait(false)) yield return link;
        yield return new ChainLink("lead", lead.Id.ToString(), lead.OpenedAt);
        if (lead.DecidedAt is { } at && !lead.Automatic)
            foreach (var link in await CommandsAsync(at, [lead.Id.ToString()]).ConfigureAwait(false)) yield return link;
    }

    /// <summary>The chain of each alert with its lead, then what moved the item, step by step.</summary>
    internal async IAsyncEnumerable<ChainLink> OfItemAsync(WorkItem item)
    {
        HashSet<string> ids = [item.Id.ToString(), .. item.Reports.Select(report => report.Id)];
        foreach (var alert in item.Alerts)
        {
            await foreach (var link in OfAlertAsync(alert).ConfigureAwait(false)) yield return link;
            if (await store.FindLeadAsync(LeadDesk.IdOf(alert), cancellationToken).ConfigureAwait(false) is not { } lead) continue;
            ids.Add(lead.Id.ToString());
            yield return new ChainLink("lead", lead.Id.ToString(), lead.OpenedAt);
        }
        var history = await store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false);
        foreach (var step in history.Select(entry => entry.At).Distinct())
        {
            foreach (var link in await StepsAsync(step, ids).ConfigureAwait(false)) yield return link;
            foreach (var entry in history.Where(entry => entry.At == step && entry.Because is not null)) yield return DispatchOf(entry);
        }
        yield return new ChainLink("item", item.Id.ToString(), item.UpdatedAt);
    }

    private static ChainLink DispatchOf(HistoryEntry entry) =>
        new("dispatch", entry.Assignee?.ToString() ?? "", entry.At) { Because = entry.Because };

    private async IAsyncEnumerable<ChainLink> OfAlertAsync(string id)
    {
        if (await store.FindAsync(AlertDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is not { } alert) yield break;
        await foreach (var link in OfAlertAsync(alert).ConfigureAwait(false)) yield return link;
    }

    /// <summary>The commands of a moment that name it; else the tick by which it moved itself.</summary>
    private async ValueTask<IReadOnlyList<ChainLink>> StepsAsync(Instant at, HashSet<string> ids) =>
        await CommandsAsync(at, ids).ConfigureAwait(false) is { Count: > 0 } commands ? commands
            : [.. (await AtAsync(at).ConfigureAwait(false)).Select(EntryCause.OfTick).OfType<ChainLink>()];

    private async ValueTask<IReadOnlyList<ChainLink>> CommandsAsync(Instant at, HashSet<string> ids) =>
        [.. (await AtAsync(at).ConfigureAwait(false)).Select(entry => EntryCause.OfCommand(entry, ids)).OfType<ChainLink>()];

    private async ValueTask<IReadOnlyList<JournalEntry>> AtAsync(Instant at) => read.TryGetValue(at, out var known) ? known
        : read[at] = await store.FindAtAsync(at, cancellationToken).ConfigureAwait(false);
}
