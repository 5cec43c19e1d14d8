using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Places;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// What an actor is to do (我的待办): the open items whose next step is one of his roles', where that role counts. What is due next comes
/// first; what has no deadline comes after all that has one, the oldest first.
/// </summary>
internal sealed class ItemTasks() : ModuleQuery(
    "items/tasks", Access.For(DataClass.Work), [.. ItemFilter.OpenParameters, NearArgument.Parameter, ItemWords.Parameter])
{
    private const string Rest = "-"; // a cursor among those without a deadline; no id begins with it

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var filter = ItemQueries.Placed(ItemFilter.OfOpenAlone(arguments), arguments);
        var isMeant = ItemQueries.Meant(filter, arguments);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var query = ItemTurns.Narrow(filter.Query, view) is { } mine
            ? (filter with { Query = mine, Parts = filter.Parts | WorkItemPart.Summary }).Seen(isOpen: true, view) : null;
        if (query is null) return new QueryAnswer(null, [], null);
        var page = await PageAsync(store, query, item => isMeant?.Invoke(item) != false && ItemTurns.IsTurnOf(view, item),
            after, limit, cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Rows.Select(item => Write(item, view))], page.Next);
    }

    private static async ValueTask<DocumentPage<WorkItem>> PageAsync(ICityStore store, DocumentQuery<WorkItem> query,
        Func<WorkItem, bool> isMine, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        if (after?.Id.StartsWith(Rest, StringComparison.Ordinal) == true)
            return await RestAsync(store, query, isMine, after with { Id = after.Id[Rest.Length..] }, limit, cancellationToken)
                .ConfigureAwait(false);
        var due = await store.SiftAsync(
            query.OrderBy(ItemDocuments.Deadline).After(after), isMine, limit, cancellationToken).ConfigureAwait(false);
        if (due.Next is not null) return due;
        if (due.Rows.Count == limit) return due with { Next = new DocumentCursor(long.MinValue, Rest) };
        var rest = await RestAsync(store, query, isMine, null, limit - due.Rows.Count, cancellationToken).ConfigureAwait(false);
        return rest with { Rows = [.. due.Rows, .. rest.Rows] };
    }

    private static async ValueTask<DocumentPage<WorkItem>> RestAsync(ICityStore store, DocumentQuery<WorkItem> query,
        Func<WorkItem, bool> isMine, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var page = await store.SiftAsync(query.OrderBy(ItemDocuments.At).After(after),
            item => item.Deadline is null && isMine(item), limit, cancellationToken).ConfigureAwait(false);
        return page with { Next = page.Next is { } next ? next with { Id = Rest + next.Id } : null };
    }

    private static ReadOnlyMemory<byte> Write(WorkItem item, ActorView view) =>
        ModuleJson.ToUtf8((item, view), static (writer, row) => ItemView.Write(writer, row.item, row.view));
}
