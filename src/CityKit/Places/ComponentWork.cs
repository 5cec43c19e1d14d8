using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>
/// Everything that there was about a component (部件关联事项): its work items and its alerts in one list, the last first, as far as the
/// asker may see them. An item is its component's when a person named it, and also when the look-up found it.
/// </summary>
internal sealed class ComponentWork() : ModuleQuery("components/work", Access.For(DataClass.Work),
    [ComponentFind.Component])
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var component = arguments.Needed("component");
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var (rows, isMore) = (new List<(DocumentCursor Place, ReadOnlyMemory<byte> Row)>(), false);
        await AddAsync(ItemsOf(component!, view), (writer, item) => ItemView.Write(writer, item, view), "item").ConfigureAwait(false);
        await AddAsync(AlertsOf(component!, view), AlertJson.WriteView, "alert").ConfigureAwait(false);
        rows.Sort((a, b) => DocumentCursor.Compare(b.Place, a.Place));
        isMore |= rows.Count > limit;
        return new QueryAnswer(null, [.. rows.Take(limit).Select(row => row.Row)],
            isMore ? rows[Math.Min(limit, rows.Count) - 1].Place : null);

        async ValueTask AddAsync<T>(DocumentQuery<T>? query, Action<Utf8JsonWriter, T> write, string what) where T : class
        {
            if (query is null) return;
            var page = await store.QueryAsync(query.After(after).Take(limit), cancellationToken).ConfigureAwait(false);
            isMore |= page.Next is not null;
            foreach (var found in page.Rows) rows.Add((query.PlaceOf(found)!, RowOf(found, write, what)));
        }
    }

    private static DocumentQuery<WorkItem>? ItemsOf(string component, ActorView view) => ItemSight.Narrow(
        ItemDocuments.Kind.Query().Where(ItemDocuments.Concerns, component).OrderBy(ItemDocuments.At, descending: true),
        view, isOpen: false, WorkItemPart.Place);

    private static DocumentQuery<Alert>? AlertsOf(string component, ActorView view) => ScopeIndex.Narrow(
        AlertDocuments.Kind.Query().Where(AlertDocuments.Component, component).OrderBy(AlertDocuments.At, descending: true),
        view.Reach, DutyRoom.Watching.Roles);

    private static ReadOnlyMemory<byte> RowOf<T>(T found, Action<Utf8JsonWriter, T> write, string what) =>
        ModuleJson.ToUtf8((found, write, what), static (writer, row) =>
        {
            writer.WriteStartObject();
            writer.WriteString("what", row.what);
            writer.WritePropertyName(row.what);
            row.write(writer, row.found);
            writer.WriteEndObject();
        });
}
