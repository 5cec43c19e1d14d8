using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// What leads turned out to be (线索统计), by class, kind of source, machine, or reason of the dismissal. The store counts; no lead is read.
/// Only what the asker watches is counted.
/// </summary>
internal sealed class LeadFigures() : ModuleQuery("leads/figures", DutyRoom.Watching,
    [
        .. LeadFilter.Parameters,
        QueryParameter.Instant("from", "that happened at this moment or later", "发生时刻起"),
        QueryParameter.Instant("until", "that happened before this moment", "发生时刻止（不含）"),
        QueryParameter.Text("by", "'class' (else), 'source', 'machine' or 'reason'", "class（默认）按类别，source 按来源，machine 按机器，reason 按排除理由"),
    ])
{
    private static readonly string[] Ways = ["class", "source", "machine", "reason"];

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var by = arguments.Word("by", Ways) ?? Ways[0];
        var query = ScopeIndex.Narrow(
            LeadFilter.Of(arguments).Between(LeadDocuments.At, arguments.Instant("from"), arguments.Instant("until")),
            view.Reach, DutyRoom.Watching.Roles);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (query is null) return new QueryAnswer(null, [], null);
        var groups = await store.CountAsync(query, [IndexOf(by), LeadDocuments.Judgement], cancellationToken).ConfigureAwait(false);
        return groups.Count == DocumentTotals.MaxGroups ? new QueryAnswer(TooMany, [], null)
            : GroupPage.Of(groups.Where(group => group.Values[0] is not null).GroupBy(group => group.Values[0]!.Value.Text!),
                row => row.Key, row => Write(by, row), after, limit);
    }

    private static DocumentIndex<Lead> IndexOf(string by) => by switch
    {
        "source" => LeadDocuments.Source,
        "machine" => LeadDocuments.Machine,
        "reason" => LeadDocuments.Dismissal,
        _ => LeadDocuments.Class,
    };

    private static ReadOnlyMemory<byte> Write(string by, IGrouping<string, DocumentGroup> row) =>
        ModuleJson.ToUtf8((by, row), static (writer, r) =>
        {
            writer.WriteStartObject();
            writer.WriteString(r.by, r.row.Key);
            WriteCounts(writer, r.row.ToDictionary(group => group.Values[1]?.Text ?? nameof(LeadState.Open), group => group.Count));
            writer.WriteEndObject();
        });

    /// <summary>Of what was judged, the part that was nothing; what became a work item by itself is judged when that ends.</summary>
    private static void WriteCounts(Utf8JsonWriter writer, IReadOnlyDictionary<string, long> counts)
    {
        var (confirmed, merged) = (Of(LeadState.Confirmed), Of(LeadState.Merged));
        var dismissed = Of(LeadState.Dismissed);
        writer.WriteNumber("notJudged", Of(LeadState.Open));
        writer.WriteNumber("confirmed", confirmed);
        writer.WriteNumber("merged", merged);
        writer.WriteNumber("dismissed", dismissed);
        writer.WriteNumber("duplicates", counts.GetValueOrDefault(LeadDocuments.Duplicate));
        if (confirmed + merged + dismissed is > 0 and var judged)
            writer.WriteNumber("falseShare", Math.Round(dismissed / (decimal)judged, 3));

        long Of(LeadState state) => counts.GetValueOrDefault(state.ToString());
    }

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"That makes {DocumentTotals.MaxGroups} groups or more: narrow it by class, source or time.",
        $"分组达到 {DocumentTotals.MaxGroups} 个上限：请按类别、来源或时间缩小范围。");
}
