using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Residents;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>How what the asker reported goes on (我的上报), the latest first.</summary>
internal sealed class OwnItems() : ModuleQuery("items/own", Access.For(DataClass.Work), [])
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        var facts = new PublicFacts(store, arguments.Now, view.Work, arguments.Catalogues, arguments.OpenReplies);
        var page = await store.QueryAsync(ItemDocuments.Kind.Query().StartingWith(ItemDocuments.Reports, $"{view.Actor.Id}/")
            .OrderBy(ItemDocuments.At, descending: true).After(after).Take(limit), cancellationToken).ConfigureAwait(false);
        var rows = new List<ReadOnlyMemory<byte>>();
        foreach (var item in page.Rows.Where(item => IsOwn(item, view.Actor)))
            if (await ReportProgress.ReadAsync(item, view.Actor, facts, cancellationToken).ConfigureAwait(false) is { } progress)
                rows.Add(Write(item, progress));
        return new QueryAnswer(null, rows, page.Next);
    }

    /// <summary>A repeat goes on as the item that it repeats, which has its reporters too.</summary>
    private static bool IsOwn(WorkItem item, Actor by) =>
        item.RepeatOf is null && item.Reports.Any(report => report.Reporter == by.Id);

    private static byte[] Write(WorkItem item, ReportProgress progress) => ModuleJson.ToUtf8((item, progress), static (writer, row) =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", row.item.Id.ToString());
        writer.WriteString("number", row.item.Number);
        row.progress.Write(writer);
        writer.WriteEndObject();
    });
}
