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
        foreach (var item in page.Rows.Where(item => item.Reports.Any(report => report.Reporter == view.Actor.Id)))
            if (await RowAsync(item, view, facts, cancellationToken).ConfigureAwait(false) is { } row) rows.Add(row);
        return new QueryAnswer(null, rows, page.Next);
    }

    /// <summary>One of them; a repeat goes on as the item that it repeats does.</summary>
    private static async ValueTask<ReadOnlyMemory<byte>?> RowAsync(
        WorkItem item, ActorView view, PublicFacts facts, CancellationToken cancellationToken)
    {
        var worked = item.RepeatOf is { } of ? await facts.Store.FindItemAsync(of, cancellationToken).ConfigureAwait(false) ?? item : item;
        if (await ReportProgress.ReadAsync(worked, view.Actor, facts, cancellationToken).ConfigureAwait(false) is not { } progress) return null;
        return ModuleJson.ToUtf8((item, progress), static (writer, row) =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", row.item.Id.ToString());
            writer.WriteString("number", row.item.Number);
            row.progress.Write(writer);
            writer.WriteEndObject();
        });
    }
}
