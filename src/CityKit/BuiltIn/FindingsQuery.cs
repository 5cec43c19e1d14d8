using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>Findings (发现), the last first; in a city of many partitions each with the one whose journal it names.</summary>
internal sealed class FindingsQuery() : ModuleQuery("findings/list", DutyRoom.WatchingAll, [Code, Source, From, Until, Entry])
{
    private static QueryParameter Code { get; } = QueryParameter.Text("code", "what it is, such as 'blind'", "类型，如 blind");

    private static QueryParameter Source { get; } =
        QueryParameter.Text("source", "what its source starts with, such as 'pi-1/'", "来源的开头，如 pi-1/");

    private static QueryParameter From { get; } = QueryParameter.Instant("from", "made at this moment or later", "发现时刻起");

    private static QueryParameter Until { get; } = QueryParameter.Instant("until", "made before this moment", "发现时刻止（不含）");

    private static QueryParameter Entry { get; } = QueryParameter.Integer("journal",
        "the journal entry that it comes from; 'from' and 'until' are not for it", "来源流水编号，不与 from、until 同用");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var asked = QueryOf(arguments);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var page = await store.QueryAsync(asked.After(after).Take(limit), cancellationToken).ConfigureAwait(false);
        DocumentKey KeyOf(Finding finding) => new(FindingDocuments.Kind.Name, FindingDocuments.Kind.IdOf(finding));
        var where = await arguments.Partitions.WhereAsync([.. page.Rows.Select(KeyOf)], cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Rows.Select(finding => Write(finding, where.GetValueOrDefault(KeyOf(finding))))], page.Next);
    }

    private static ReadOnlyMemory<byte> Write(Finding finding, string? partition) => ModuleJson.ToUtf8(
        (finding, partition), static (writer, r) => FindingDocuments.Write(writer, r.finding, r.partition));

    /// <summary>A store has findings of versions before without their moment: they are found without one.</summary>
    private static DocumentQuery<Finding> QueryOf(QueryArguments arguments)
    {
        var asked = FindingDocuments.Kind.Query().WhereGiven(FindingDocuments.Code, arguments.Text("code"))
            .StartingWithGiven(FindingDocuments.Source, arguments.Text("source"));
        if (arguments.Integer("journal") is { } entry)
            return asked.OrderBy(FindingDocuments.Journal)
                .Between(FindingDocuments.Journal, IndexValue.Of(entry), IndexValue.Of(entry + 1));
        var (from, until) = (arguments.Instant("from"), arguments.Instant("until"));
        return (from ?? until) is null ? asked.OrderBy(FindingDocuments.Journal, descending: true)
            : asked.OrderBy(FindingDocuments.At, descending: true).Between(FindingDocuments.At, from, until);
    }
}
