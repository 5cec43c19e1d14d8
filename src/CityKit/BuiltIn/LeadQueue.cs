using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>
/// The open leads as a duty room works through them (线索队列): the most severe alerts first, and among those who waited longest. Only what
/// the asker watches is in it.
/// </summary>
internal sealed class LeadQueue() : ModuleQuery("leads/queue", DutyRoom.Watching,
    [
        .. LeadFilter.Parameters, .. LeadFilter.OfOpen,
        SeverityArgument.Parameter,
        QueryParameter.Text("order", "'urgent' (else) for the most severe first, 'oldest' for who waited longest",
            "urgent（默认）为最紧急在前，oldest 为等待最久在前"),
    ])
{
    /// <summary>A lead in it.</summary>
    private sealed record Row(Lead Lead, Severity Severity, Duration Waiting);

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var isUrgent = arguments.Word("order", "urgent", "oldest") != "oldest";
        var (sure, severity) = (LeadFilter.Sure(arguments), SeverityArgument.Of(arguments));
        var query = ScopeIndex.Narrow(LeadFilter.Of(arguments).Taken(arguments).Where(LeadDocuments.Open, 1)
            .OrderBy(LeadDocuments.At).Take(DocumentQuery.MaxRows), view.Reach, DutyRoom.Watching.Roles);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (query is null) return new QueryAnswer(null, [], null);
        var page = await store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
        if (page.Next is not null) return new QueryAnswer(TooMany, [], null);
        var rows = await RowsAsync(
            store, [.. page.Rows.Where(sure ?? (_ => true))], arguments.Now, cancellationToken).ConfigureAwait(false);
        return GroupPage.Of(rows.Where(row => severity is null || row.Severity == severity), row =>
            KeyOf(row, isUrgent), Write, after, limit);
    }

    private static async ValueTask<IEnumerable<Row>> RowsAsync(
        ICityStore store, IReadOnlyList<Lead> leads, Instant now, CancellationToken cancellationToken)
    {
        DocumentKey[] keys = [.. leads.Select(lead => new DocumentKey(AlertDocuments.Kind.Name, lead.Alerts[0].ToString()))];
        var alerts = (await store.FindAsync(keys, cancellationToken).ConfigureAwait(false))
            .ToDictionary(found => found.Id, found => store.Read(AlertDocuments.Kind, found)?.Severity ?? Severity.Warning);
        return leads.Select(lead => new Row(
            lead, alerts.GetValueOrDefault(lead.Alerts[0].ToString(), Severity.Warning), now - lead.OpenedAt));
    }

    /// <summary>What makes a row come sooner makes its key less.</summary>
    private static string KeyOf(Row row, bool isUrgent) => string.Create(CultureInfo.InvariantCulture,
        $"{(isUrgent ? Severity.Critical - row.Severity : 0)}|{IndexValue.Of(row.Lead.OpenedAt).Number:d19}|{row.Lead.Id}");

    private static ReadOnlyMemory<byte> Write(Row row) => ModuleJson.ToUtf8(row, static (writer, r) =>
    {
        writer.WriteStartObject();
        DeskJson.WriteMembers(writer, r.Lead);
        writer.WriteString("severity", r.Severity.ToString());
        writer.WriteNumber("waitingSeconds", Math.Max(0, (long)r.Waiting.TotalSeconds));
        writer.WriteEndObject();
    });

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"More than {DocumentQuery.MaxRows} leads are open there: narrow the queue by grid, class, source or who took them.",
        $"待处理线索超过 {DocumentQuery.MaxRows} 条：请按网格、类别、来源或接手人缩小范围。");
}
