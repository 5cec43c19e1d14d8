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

    /// <summary>What fits after an id, by pages in the order of the ids' numbers; a page is good until the next.</summary>
    internal async IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> PagesAsync(
        ComponentId after, SummaryParts parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        parts |= filter.Parts;
        var ids = await CandidatesAsync(after, cancellationToken).ConfigureAwait(false);
        var pages = ids is null ? store.ReadSummariesAsync(after, parts, cancellationToken)
            : store.FindSummariesAsync(ids, parts, cancellationToken);
        var kept = Array.Empty<ComponentSummary>();
        await foreach (var page in pages.ConfigureAwait(false))
        {
            if (kept.Length < page.Length) kept = new ComponentSummary[page.Length];
            var count = query.On is { } day ? await KeepAsync(page, kept, day, cancellationToken).ConfigureAwait(false)
                : Keep(page.Span, kept);
            yield return kept.AsMemory(0, count);
        }
    }

    /// <summary>What fits after an id, whole, in the order of the ids' numbers; so many are read at a time.</summary>
    internal async IAsyncEnumerable<Component> ComponentsAsync(
        ComponentId after, int batch, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(after, SummaryParts.None, cancellationToken).ConfigureAwait(false))
            for (var from = 0; from < page.Length; from += batch)
            {
                var ids = IdsOf(page.Span[from..Math.Min(from + batch, page.Length)]);
                await foreach (var component in LoadAsync(ids, cancellationToken).ConfigureAwait(false)) yield return component;
            }
    }

    private int Keep(ReadOnlySpan<ComponentSummary> page, ComponentSummary[] kept)
    {
        var count = 0;
        foreach (ref readonly var row in page)
            if (filter.Matches(row)) kept[count++] = row;
        return count;
    }

    private async ValueTask<int> KeepAsync(
        ReadOnlyMemory<ComponentSummary> page, ComponentSummary[] kept, LocalDate day, CancellationToken cancellationToken)
    {
        var count = 0;
        for (var i = 0; i < page.Length; i++)
            if (await ThenAsync(page.Span[i], day, cancellationToken).ConfigureAwait(false) is { } then && filter.Matches(then))
                kept[count++] = then;
        return count;
    }

    /// <summary>A component as it was at the end of a day; null when it was not yet there.</summary>
    private async ValueTask<ComponentSummary?> ThenAsync(ComponentSummary now, LocalDate day, CancellationToken cancellationToken)
    {
        if (now.LastEntry <= day) return now;
        if (now.FirstSurveyed > day) return null;
        var history = await store.FindAsync(now.Id, cancellationToken).ConfigureAwait(false);
        return history?.EntryOn(day) is { } entry ? ComponentSummary.Of(entry) : null;
    }

    private async IAsyncEnumerable<Component> LoadAsync(List<ComponentId> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var last in store.FindLastAsync(ids, cancellationToken).ConfigureAwait(false))
        {
            if (query.On is not { } day || last.On <= day) yield return last.After;
            else if (await store.FindAsync(last.After.Id, cancellationToken).ConfigureAwait(false) is { } history
                && history.On(day) is { } then)
                yield return then;
        }
    }

    /// <summary>The ids of all that may fit, in order; null when that is best seen by a walk through the store.</summary>
    private async ValueTask<List<ComponentId>?> CandidatesAsync(ComponentId after, CancellationToken cancellationToken)
    {
        var ids = query.ExternalId is { } text
            ? [.. await store.FindByExternalIdAsync(text, cancellationToken).ConfigureAwait(false)]
            : Hits();
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

    private static List<ComponentId> IdsOf(ReadOnlySpan<ComponentSummary> rows)
    {
        List<ComponentId> ids = new(rows.Length);
        foreach (ref readonly var row in rows) ids.Add(row.Id);
        return ids;
    }
}
