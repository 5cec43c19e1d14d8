using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>Work items with their histories, a page of what <c>items/list</c> lists: the lines of an export.</summary>
internal sealed class ItemLinesQuery() : ModuleQuery("items/lines", ItemQueries.List.Access, ItemQueries.List.Parameters)
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var query = ItemQueries.Build(arguments, view);
        var isMeant = ItemQueries.Meant(ItemFilter.Of(arguments), arguments) ?? (_ => true);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        if (query is null) return new QueryAnswer(null, [], null);
        var page = await store.SiftAsync(query.After(after), isMeant, limit, cancellationToken).ConfigureAwait(false);
        var rows = await page.Rows.ToAsyncEnumerable().WithHistory(store, cancellationToken)
            .Select(row => Write(row.Item, row.History, view)).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, rows, page.Next);
    }

    private static ReadOnlyMemory<byte> Write(WorkItem item, IReadOnlyList<HistoryEntry> history, ActorView view) =>
        ModuleJson.ToUtf8((item, history, view), static (writer, line) =>
        {
            var parts = line.view.Visible(line.item);
            writer.WriteStartObject();
            writer.WritePropertyName("item");
            WorkItemJson.Write(writer, line.view.Seen(line.item, parts), parts, line.history);
            writer.WriteEndObject();
        });
}
