using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using CityKit.Evidence;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Sensors.Rules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>Follows an alert, a lead or a work item back to the journal entries that it came from.</summary>
/// <param name="store">All documents.</param>
/// <param name="home">The partition that the document is in, with its journal.</param>
/// <param name="sensors">The sensors that the register knows.</param>
/// <param name="view">What the asker may see.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class Explanation(ICityStore store, ICityStore home, AlertSensors sensors, ActorView view,
    CancellationToken cancellationToken)
{
    private readonly Dictionary<Instant, IReadOnlyList<JournalEntry>> read = [];
    private readonly Dictionary<long, RuleInForce?> rules = [];

    /// <summary>What its sensor showed, the rule, what of it was so, the alert, and what people did with it.</summary>
    internal async IAsyncEnumerable<ChainLink> OfAlertAsync(Alert alert)
    {
        foreach (var cause in await CausesAsync(alert).ConfigureAwait(false))
            yield return await ProvedAsync(cause).ConfigureAwait(false);
        var inForce = await RulesAtAsync(alert.ReceivedAt).ConfigureAwait(false);
        var rule = inForce?.Rules.Rules.FirstOrDefault(one => one.Id == alert.Rule);
        foreach (var link in await sensors.OfAsync(alert, rule, cancellationToken).ConfigureAwait(false)) yield return link;
        yield return new ChainLink("rule", alert.Rule, alert.ReceivedAt) { Detail = LinkDetails.Of(rule, inForce) };
        foreach (var evidence in alert.Evidence)
            yield return new ChainLink("condition", evidence.Source, alert.ReceivedAt) { Evidence = evidence };
        yield return new ChainLink("alert", alert.Id.ToString(), alert.ReceivedAt) { Detail = LinkDetails.Of(alert) };
        foreach (var at in alert.Work.History.Select(step => step.At).Distinct())
            foreach (var link in await CommandsAsync(at, [alert.Id.ToString()]).ConfigureAwait(false)) yield return link;
    }

    /// <summary>The chain of each of its alerts, the lead, and the decision.</summary>
    internal async IAsyncEnumerable<ChainLink> OfLeadAsync(Lead lead)
    {
        foreach (var alert in lead.Alerts)
            await foreach (var link in OfAlertAsync(alert.ToString()).ConfigureAwait(false)) yield return link;
        yield return LinkOf(lead);
        if (lead.DecidedAt is { } at && !lead.Automatic)
            foreach (var link in await CommandsAsync(at, [lead.Id.ToString()]).ConfigureAwait(false)) yield return link;
    }

    /// <summary>
    /// The chain of each alert with its lead, what look-ups found, then what moved the item, step by step, with each clock.
    /// </summary>
    internal async IAsyncEnumerable<ChainLink> OfItemAsync(WorkItem item)
    {
        HashSet<string> ids = [item.Id.ToString(), .. item.Reports.Select(report => report.Id)];
        foreach (var alert in item.Alerts)
        {
            await foreach (var link in OfAlertAsync(alert).ConfigureAwait(false)) yield return link;
            if (await store.FindLeadAsync(LeadDesk.IdOf(alert), cancellationToken).ConfigureAwait(false) is not { } lead) continue;
            ids.Add(lead.Id.ToString());
            if (DutyRoom.Sees(view, lead.Subject)) yield return LinkOf(lead);
        }
        var steps = new ItemLinks(item, view);
        var history = await store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false);
        foreach (var step in history.GroupBy(entry => entry.At))
            await foreach (var link in OfStepAsync([.. step], steps, ids).ConfigureAwait(false)) yield return link;
        foreach (var piece in await PiecesAsync(steps, item.Id).ConfigureAwait(false)) yield return piece;
        yield return steps.Item;
    }

    /// <summary>What moved an item at a moment, who got it by that and why, and what began to run.</summary>
    private async IAsyncEnumerable<ChainLink> OfStepAsync(IReadOnlyList<HistoryEntry> step, ItemLinks links, HashSet<string> ids)
    {
        foreach (var link in await StepsAsync(step[0].At, ids).ConfigureAwait(false)) yield return links.With(link, step);
        if (step.Any(entry => entry.From is null))
            foreach (var found in links.LookUps(step[0].At)) yield return found;
        foreach (var dispatch in links.Dispatches(step)) yield return dispatch;
        foreach (var clock in links.Clocks(step[0].At)) yield return clock;
    }

    /// <summary>What was kept as evidence of the item, each with the entry that has its digest.</summary>
    private async ValueTask<IReadOnlyList<ChainLink>> PiecesAsync(ItemLinks links, WorkItemId item)
    {
        var pieces = new List<ChainLink>();
        if (!links.Sees(WorkItemPart.Evidence)) return pieces;
        var named = EvidenceDocuments.Kind.Query().Where(EvidenceDocuments.Items, item.ToString()).OrderBy(EvidenceDocuments.At);
        await foreach (var piece in home.ReadAsync(named, cancellationToken).ConfigureAwait(false))
        {
            var link = new ChainLink("evidence", piece.Id, piece.At) { Detail = LinkDetails.Of(piece) };
            var kept = (await AtAsync(piece.At).ConfigureAwait(false)).FirstOrDefault(entry => EntryCause.Keeps(entry, piece.Id));
            pieces.Add(kept is null ? link : await ProvedAsync(link with { Entry = kept }).ConfigureAwait(false));
        }
        return pieces;
    }

    private static ChainLink LinkOf(Lead lead) => new("lead", lead.Id.ToString(), lead.OpenedAt) { Detail = LinkDetails.Of(lead) };

    private async IAsyncEnumerable<ChainLink> OfAlertAsync(string id)
    {
        if (await store.FindAsync(AlertDocuments.Kind, id, cancellationToken).ConfigureAwait(false) is not { } alert
            || !DutyRoom.Sees(view, alert.Subject)) yield break;
        await foreach (var link in OfAlertAsync(alert).ConfigureAwait(false)) yield return link;
    }

    private async ValueTask<IReadOnlyList<ChainLink>> CausesAsync(Alert alert)
    {
        var entries = await AtAsync(alert.ReceivedAt).ConfigureAwait(false);
        ChainLink[] causes = [.. entries.Select(entry => EntryCause.Of(entry, alert)).OfType<ChainLink>()];
        return causes.Length > 0 ? causes : [.. entries.Select(EntryCause.OfTick).OfType<ChainLink>()];
    }

    /// <summary>The commands of a moment that name it; else the tick by which it moved itself.</summary>
    private async ValueTask<IReadOnlyList<ChainLink>> StepsAsync(Instant at, HashSet<string> ids)
    {
        if (await CommandsAsync(at, ids).ConfigureAwait(false) is { Count: > 0 } commands) return commands;
        var ticks = (await AtAsync(at).ConfigureAwait(false)).Select(EntryCause.OfTick).OfType<ChainLink>();
        return await ProvedAsync(ticks).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<ChainLink>> CommandsAsync(Instant at, HashSet<string> ids) =>
        await ProvedAsync((await AtAsync(at).ConfigureAwait(false)).Select(entry => EntryCause.OfCommand(entry, ids)).OfType<ChainLink>())
            .ConfigureAwait(false);

    private async ValueTask<IReadOnlyList<ChainLink>> ProvedAsync(IEnumerable<ChainLink> links)
    {
        var proved = new List<ChainLink>();
        foreach (var link in links) proved.Add(await ProvedAsync(link).ConfigureAwait(false));
        return proved;
    }

    private async ValueTask<ChainLink> ProvedAsync(ChainLink link) => link with
    {
        Proof = await EntryProof.FindAsync(home, link.Entry!.Number, cancellationToken).ConfigureAwait(false),
        IsSigned = link.What == "batch" ? await IsSignedAsync(link.Id, link.Entry).ConfigureAwait(false) : null,
    };

    private async ValueTask<bool?> IsSignedAsync(string device, JournalEntry batch)
    {
        if (batch.IsPruned || SignedBatch.Decode(batch.Payload, out _) is not { } signed) return null;
        return await home.FindAsync(DeviceDocuments.Kind, device, cancellationToken).ConfigureAwait(false) is { } known
            ? known.Key.Verify(signed.Batch.Span, signed.Signature.Span) : null;
    }

    private async ValueTask<RuleInForce?> RulesAtAsync(Instant at)
    {
        var entries = await AtAsync(at).ConfigureAwait(false);
        if (entries.Count == 0) return null;
        var number = entries[^1].Number;
        return rules.TryGetValue(number, out var known) ? known
            : rules[number] = await RuleInForce.FindAsync(home, number, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<JournalEntry>> AtAsync(Instant at) => read.TryGetValue(at, out var known) ? known
        : read[at] = await home.FindAtAsync(at, cancellationToken).ConfigureAwait(false);
}
