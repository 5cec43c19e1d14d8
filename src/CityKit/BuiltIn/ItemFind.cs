using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>One work item with its history, as it is or as it was at a moment before (按时点查询).</summary>
internal sealed class ItemFind() : ModuleQuery("items/find", Access.For(DataClass.Work), [QueryParameter.Id, At])
{
    private static QueryParameter At { get; } = QueryParameter.Instant(
        "at", "as it was at this moment; without it, as it is now", "该时刻的状态；不填为当前");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (id, at) = (arguments.Needed(QueryParameter.Id.Name), arguments.Instant(At.Name));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (await store.FindAsync(ItemDocuments.Kind, id!,
            cancellationToken).ConfigureAwait(false) is not { } item || view.Over(item) is null)
            return new QueryAnswer(ItemView.NoSuch, [], null);
        var history = await store.ReadHistoryAsync(item, cancellationToken).ConfigureAwait(false);
        return Answer(item, history, at, view);
    }

    private static QueryAnswer Answer(WorkItem item, IReadOnlyList<HistoryEntry> history, Instant? at, ActorView view)
    {
        if (at is not { } moment) return Row(item, history, view);
        if (view.AsOf(item, history, moment) is not { } then) return new QueryAnswer(ItemView.NotYet(item), [], null);
        return Row(then, [.. history.Take(then.Entries)], view);
    }

    private static QueryAnswer Row(WorkItem item, IReadOnlyList<HistoryEntry> history, ActorView view) => new(null,
        [ModuleJson.ToUtf8((item, history, view), static (json, it) => ItemView.Write(json, it.item, it.view, it.history))], null);
}
