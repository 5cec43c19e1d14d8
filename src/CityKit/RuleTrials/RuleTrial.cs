using CityKit.AlertDesk;
using CityKit.Archiving;
using CityKit.Checking;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.RuleTrials;

/// <summary>Tries rules on a hub's own past before they are switched on (规则试运行).</summary>
public static class RuleTrial
{
    private static readonly Duration Near = Duration.FromHours(1);

    /// <summary>
    /// Decides a store's journal again, in memory, with other rules, and puts the alerts that they would have raised beside those that
    /// were. Rules of the edge are judged by what its devices sent. Nothing is written.
    /// </summary>
    /// <param name="rules">The rule file, UTF-8 JSON, without an error.</param>
    /// <param name="store">The store, opened to read.</param>
    /// <param name="archive">The archive of what was pruned; null for none.</param>
    /// <param name="progress">Takes the number of the last entry that was decided.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Alerts of both, and how far back the journal reached: what was pruned and is in no archive is not judged.</returns>
    /// <exception cref="ArgumentException">The rule file has errors.</exception>
    /// <exception cref="FormatException">An entry is damaged.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async Task<RuleTrialResult> RunAsync(
        ReadOnlyMemory<byte> rules, ICityStore store, JournalArchive? archive = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var set = RuleSet.Parse(rules.Span, out var errors)
            ?? throw new ArgumentException($"{FileErrors.Of(new LocalizedText("规则文件", "rule file"), errors)}", nameof(rules));
        var replay = await TrialReplay.StartAsync(store, HubRules.Of(rules), cancellationToken).ConfigureAwait(false);
        await using var _ = replay.ConfigureAwait(false);
        await foreach (var entry in TrialReplay.EntriesOf(store, archive, cancellationToken).ConfigureAwait(false))
        {
            await replay.TakeAsync(entry, cancellationToken).ConfigureAwait(false);
            progress?.Report(entry.Number);
        }
        var ids = set.Rules.Select(rule => rule.Id).ToHashSet();
        var tried = await AlertsAsync(replay.Run.Store, alert => ids.Contains(alert.Rule), cancellationToken).ConfigureAwait(false);
        var raised = await AlertsAsync(store, IsOfARule, cancellationToken).ConfigureAwait(false);
        var rows = await PairedAsync(tried, raised, store, cancellationToken).ConfigureAwait(false);
        var within = rows.Where(row => row.Tried is not null || !(row.Raised!.ReceivedAt <= replay.Reach.PrunedUntil)).ToList();
        return new RuleTrialResult(within, replay.Reach, rows.Count - within.Count);
    }

    private static bool IsOfARule(Alert alert) => alert.Machine is null && alert.Rule is not (Alert.DeviceOffline or Alert.MachineFound);

    private static async Task<List<Alert>> AlertsAsync(ICityStore store, Predicate<Alert> isWanted, CancellationToken cancellationToken)
    {
        var alerts = new List<Alert>();
        var query = new DocumentQuery(AlertDocuments.Kind.Name) { Limit = DocumentQuery.MaxRows };
        for (DocumentQuery? next = query; next is not null;)
        {
            var page = await store.QueryAsync(next, cancellationToken).ConfigureAwait(false);
            alerts.AddRange(page.Rows.Select(AlertDocuments.Kind.Read).Where(alert => isWanted(alert)));
            next = page.Next is null ? null : query with { After = page.Next };
        }
        return alerts;
    }

    private static async Task<IReadOnlyList<TriedAlert>> PairedAsync(
        List<Alert> tried, List<Alert> raised, ICityStore store, CancellationToken cancellationToken)
    {
        var leads = new Dictionary<AlertId, Lead>();
        await foreach (var lead in store.ReadLeadsAsync(cancellationToken).ConfigureAwait(false))
            foreach (var alert in lead.Alerts) leads[alert] = lead;
        return
        [
            .. from row in Pairs(tried, raised)
               orderby row.At
               select row.Raised is { } was ? row with { Lead = leads.GetValueOrDefault(was.Id) } : row,
        ];
    }

    private static IEnumerable<TriedAlert> Pairs(List<Alert> tried, List<Alert> raised)
    {
        var left = raised.OrderBy(alert => alert.RaisedAt).GroupBy(alert => alert.Source)
            .ToDictionary(group => group.Key, Enumerable.ToList);
        foreach (var alert in tried.OrderBy(alert => alert.RaisedAt).ThenBy(alert => alert.Id))
            yield return new TriedAlert(alert, Take(left.GetValueOrDefault(alert.Source), alert));
        foreach (var alert in left.Values.SelectMany(ofSource => ofSource)) yield return new TriedAlert(null, alert);
    }

    /// <summary>The same alert, else one of the same rule, else any near it.</summary>
    private static Alert? Take(List<Alert>? left, Alert tried)
    {
        var near = left?.FindAll(alert => (alert.RaisedAt - tried.RaisedAt) is var apart && apart <= Near && apart >= -Near);
        var taken = near?.Find(alert => alert.Id == tried.Id) ?? near?.Find(alert => alert.Rule == tried.Rule) ?? near?.FirstOrDefault();
        if (taken is not null) left!.Remove(taken);
        return taken;
    }
}
