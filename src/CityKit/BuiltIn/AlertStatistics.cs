using System.Globalization;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// How a rule's alerts turned out (告警统计): how many, how long, how soon seen, how often false. The store counts; no alert is read. Only
/// what the asker watches is counted.
/// </summary>
internal sealed class AlertStatistics() : ModuleQuery("alerts/statistics", DutyRoom.Watching,
    [
        CommonParameters.Rule,
        CommonParameters.Grid,
        QueryParameter.Instant("from", "raised at this moment or later", "告警时刻起"),
        QueryParameter.Instant("until", "raised before this moment", "告警时刻止（不含）"),
        QueryParameter.Text("by",
            "'rule' (else), or with each rule 'day' (of the city's clock, Asia/Shanghai), 'grid' or 'source' (a sensor or camera)",
            "rule（默认）按规则，day 按日（城市时区 Asia/Shanghai），grid 按单元网格，source 按传感器或摄像机"),
    ])
{
    private static readonly string[] Decided = [nameof(LeadState.Confirmed), nameof(LeadState.Dismissed), nameof(LeadState.Merged)];
    private static readonly string[] Ways = ["rule", "day", "grid", "source"];

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var by = arguments.Word("by", Ways) ?? "rule";
        var (alerts, leads) = (Alerts(arguments, view), Leads(arguments, view));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (alerts is null || leads is null) return new QueryAnswer(null, [], null);
        var rows = new Dictionary<(string Rule, string? Part), RuleFigures>();
        var isWhole = by == "rule"
            ? await ByRuleAsync(store, alerts, leads, rows, cancellationToken).ConfigureAwait(false)
            : await ByPartAsync(store, alerts, PartOf(by), rows, cancellationToken).ConfigureAwait(false)
                && await LeadsByPartAsync(store, leads, LeadPartOf(by), rows, cancellationToken).ConfigureAwait(false);
        return isWhole ? PageOf(rows, by, after, limit) : new QueryAnswer(TooMany, [], null);
    }

    private static DocumentQuery<Alert>? Alerts(QueryArguments arguments, ActorView view) => ScopeIndex.Narrow(
        AlertDocuments.Kind.Query().WhereGiven(AlertDocuments.Rule, arguments.Text("rule"))
            .StartingWithGiven(AlertDocuments.Grid, arguments.Text("grid"))
            .Between(AlertDocuments.At, arguments.Instant("from"), arguments.Instant("until")),
        view.Reach, DutyRoom.Watching.Roles);

    private static DocumentQuery<Lead>? Leads(QueryArguments arguments, ActorView view) => ScopeIndex.Narrow(
        LeadDocuments.Kind.Query().WhereGiven(LeadDocuments.Rule, arguments.Text("rule"))
            .StartingWithGiven(LeadDocuments.Grid, arguments.Text("grid"))
            .Between(LeadDocuments.At, arguments.Instant("from"), arguments.Instant("until")),
        view.Reach, DutyRoom.Watching.Roles);

    /// <returns>False when there are more groups than a store counts.</returns>
    private static async ValueTask<bool> ByRuleAsync(ICityStore store, DocumentQuery<Alert> alerts, DocumentQuery<Lead> leads,
        Dictionary<(string, string?), RuleFigures> rows, CancellationToken cancellationToken)
    {
        var open = await store.CountAsync(alerts, [AlertDocuments.Rule, AlertDocuments.Open], cancellationToken).ConfigureAwait(false);
        var outcomes = await store.CountAsync(alerts, [AlertDocuments.Rule, AlertDocuments.Verdict], cancellationToken)
            .ConfigureAwait(false);
        var lasted = await store.CountAsync(alerts, [AlertDocuments.Rule, AlertDocuments.Lasted], cancellationToken).ConfigureAwait(false);
        var seen = await store.CountAsync(alerts, [AlertDocuments.Rule, AlertDocuments.Seen], cancellationToken).ConfigureAwait(false);
        var decided = await store.CountAsync(leads, [LeadDocuments.Rule, LeadDocuments.Judged], cancellationToken).ConfigureAwait(false);
        var alone = await store.CountAsync(leads, [LeadDocuments.Rule, LeadDocuments.Verdict], cancellationToken).ConfigureAwait(false);
        foreach (var group in open) Of(rows, group).Count(group.Values[1]?.ToString() == "1", group.Count);
        foreach (var group in outcomes) Of(rows, group).Outcome(group.Values[1]?.Text, group.Count);
        foreach (var group in lasted) Of(rows, group).Lasted(group.Values[1]?.Number, group.Count);
        foreach (var group in seen) Of(rows, group).Seen(group.Values[1]?.Number, group.Count);
        foreach (var group in decided) Of(rows, group).Lead(group.Values[1]?.Text, group.Count);
        foreach (var group in alone) Of(rows, group).LeadAlone(group.Values[1]?.Text, group.Count);
        return new[] { open, outcomes, lasted, seen, decided, alone }.All(groups => groups.Count < DocumentTotals.MaxGroups);
    }

    private static async ValueTask<bool> ByPartAsync(ICityStore store, DocumentQuery<Alert> alerts, DocumentIndex<Alert> part,
        Dictionary<(string, string?), RuleFigures> rows, CancellationToken cancellationToken)
    {
        DocumentIndex<Alert>[] by = [AlertDocuments.Rule, part];
        var over = await store.CountAsync(alerts.Where(AlertDocuments.Open, 0), by, cancellationToken).ConfigureAwait(false);
        var open = await store.CountAsync(alerts.Where(AlertDocuments.Open, 1), by, cancellationToken).ConfigureAwait(false);
        foreach (var group in over) Of(rows, group, group.Values[1]?.Text ?? "").Count(false, group.Count);
        foreach (var group in open) Of(rows, group, group.Values[1]?.Text ?? "").Count(true, group.Count);
        var isWhole = over.Count < DocumentTotals.MaxGroups && open.Count < DocumentTotals.MaxGroups;
        foreach (var outcome in Enum.GetValues<AlertOutcome>())
        {
            var found = await store.CountAsync(alerts.Where(AlertDocuments.Verdict, outcome.ToString()), by, cancellationToken)
                .ConfigureAwait(false);
            foreach (var group in found) Of(rows, group, group.Values[1]?.Text ?? "").Outcome(outcome.ToString(), group.Count);
        }
        return isWhole;
    }

    private static async ValueTask<bool> LeadsByPartAsync(ICityStore store, DocumentQuery<Lead> leads, DocumentIndex<Lead> part,
        Dictionary<(string, string?), RuleFigures> rows, CancellationToken cancellationToken)
    {
        var isWhole = true;
        foreach (var state in Decided)
        {
            var found = await store.CountAsync(leads.Where(LeadDocuments.Verdict, state), [LeadDocuments.Rule, part], cancellationToken)
                .ConfigureAwait(false);
            foreach (var group in found) Of(rows, group, group.Values[1]?.Text ?? "").LeadAlone(state, group.Count);
            isWhole &= found.Count < DocumentTotals.MaxGroups;
        }
        return isWhole;
    }

    private static DocumentIndex<Alert> PartOf(string by) =>
        by switch { "day" => AlertDocuments.Day, "grid" => AlertDocuments.Grid, _ => AlertDocuments.Source };

    private static DocumentIndex<Lead> LeadPartOf(string by) =>
        by switch { "day" => LeadDocuments.Day, "grid" => LeadDocuments.Grid, _ => LeadDocuments.Sensor };

    private static RuleFigures Of(Dictionary<(string, string?), RuleFigures> rows, DocumentGroup group, string? part = null)
    {
        var key = (group.Values[0]?.Text ?? "", part);
        return rows.TryGetValue(key, out var known) ? known : rows[key] = new RuleFigures();
    }

    private static QueryAnswer PageOf(
        Dictionary<(string Rule, string? Part), RuleFigures> rows, string by, DocumentCursor? after, int limit) =>
        GroupPage.Of(rows, row => KeyOf(row.Key), row => ModuleJson.ToUtf8((row, by), static (writer, r) =>
        {
            writer.WriteStartObject();
            writer.WriteString("rule", r.row.Key.Rule);
            if (r.row.Key.Part is { Length: > 0 } part) writer.WriteString(r.by, part);
            r.row.Value.Write(writer);
            writer.WriteEndObject();
        }), after, limit);

    private static string KeyOf((string Rule, string? Part) key) => $"{key.Rule}|{key.Part}";

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"That makes {DocumentTotals.MaxGroups.ToString(CultureInfo.InvariantCulture)} groups or more: narrow it by rule, grid or time.",
        $"分组达到 {DocumentTotals.MaxGroups.ToString(CultureInfo.InvariantCulture)} 个上限：请按规则、网格或时间缩小范围。");
}
