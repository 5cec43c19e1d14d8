using System.Runtime.CompilerServices;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using NodaTime;

namespace CityKit.Components.Queries;

/// <summary>
/// Answers one query: the components that may fit, from the index or the store, then each held against the query as it was on the day.
/// </summary>
/// <remarks>What may fit comes from the index when a region names few, from the store in the order of ids otherwise. As of a day, the
/// components whose last entry is not later are as they are now; only of the others are the histories read.</remarks>
internal sealed class QueryRun(IComponentStore store, PlaceView places, ComponentQuery query)
{
    private const int LeastHits = 4_096;
    private const int PartOfAll = 16; // looking up so much of everything one by one costs about as much as a walk through everything

    private readonly QueryFilter filter = new(query);

    /// <summary>What fits after an id, in the order of the ids' numbers.</summary>
    internal async IAsyncEnumerable<ComponentSummary> SummariesAsync(ComponentId after, SummaryParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        parts |= filter.Parts;
        var ids = await CandidatesAsync(after, cancellationToken).ConfigureAwait(false);
        var rows = ids is null ? store.ReadSummariesAsync(after, parts, cancellationToken) : store.FindSummariesAsync(ids, parts, cancellationToken);
        await foreach (var row in rows.ConfigureAwait(false))
        {
            if (query.On is not { } day || row.LastEntry <= day)
            {
                if (filter.Matches(row)) yield return row;
            }
            else if (row.FirstSurveyed <= day && await ThenAsync(row.Id, day, cancellationToken).ConfigureAwait(false) is { } then && filter.Matches(then)) yield return then;
        }
    }

    private async ValueTask<ComponentSummary?> ThenAsync(ComponentId id, LocalDate day, CancellationToken cancellationToken) =>
        (await store.FindAsync(id, cancellationToken).ConfigureAwait(false))?.EntryOn(day) is { } entry ? ComponentSummary.Of(entry) : null;

    /// <summary>What fits after an id, whole, in the order of the ids' numbers; so many are read at a time.</summary>
    internal async IAsyncEnumerable<Component> ComponentsAsync(ComponentId after, int batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ComponentId> found = new(batch);
        await foreach (var row in SummariesAsync(after, SummaryParts.None, cancellationToken).ConfigureAwait(false))
        {
            found.Add(row.Id);
            if (found.Count < batch) continue;
            await foreach (var component in LoadAsync(found, cancellationToken).ConfigureAwait(false)) yield return component;
            found.Clear();
        }
        await foreach (var component in LoadAsync(found, cancellationToken).ConfigureAwait(false)) yield return component;
    }

    private async IAsyncEnumerable<Component> LoadAsync(List<ComponentId> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var last in store.FindLastAsync(ids, cancellationToken).ConfigureAwait(false))
        {
            if (query.On is not { } day || last.On <= day) yield return last.After;
            else if ((await store.FindAsync(last.After.Id, cancellationToken).ConfigureAwait(false))?.On(day) is { } then) yield return then;
        }
    }

    /// <summary>The ids of all that may fit, in order; null when that is best seen by a walk through the store.</summary>
    private async ValueTask<List<ComponentId>?> CandidatesAsync(ComponentId after, CancellationToken cancellationToken)
    {
        var ids = query.ExternalId is { } text ? [.. await store.FindByExternalIdAsync(text, cancellationToken).ConfigureAwait(false)] : Hits();
        if (ids is null) return null;
        if (query.On is { } day) ids.AddRange(await store.ChangedAfterAsync(day, cancellationToken).ConfigureAwait(false));
        ids.RemoveAll(id => id.ToInt64() <= after.ToInt64());
        ids.Sort();
        return query.On is null ? ids : [.. ids.Distinct()];
    }

    // As of a day the state may have been another, so that the index may leave no state out.
    private List<ComponentId>? Hits()
    {
        if (query.Region is not { } region || query.Classes?.NamesRemoved == true) return null;
        var (hits, most) = (new List<ComponentId>(), Math.Max(LeastHits, places.Count / PartOfAll));
        foreach (var place in places.Within(region, query.On is null ? query.Classes : null))
        {
            if (hits.Count == most) return null;
            hits.Add(place.Id);
        }
        return hits;
    }
}
