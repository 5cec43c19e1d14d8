using System.Collections.Immutable;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Maps;

namespace CityKit.Components.Queries;

/// <summary>The questions that a registry answers besides what is nearest (部件查询与统计).</summary>
public static class ComponentQuestions
{
    /// <summary>Components of one page at most.</summary>
    public const int MostOfPage = 10_000;

    /// <summary>Groups of one count at most.</summary>
    public const int MostGroups = 1_000_000;

    private const int Batch = 512;

    /// <summary>The components that fit a query, whole, by pages in the order of the ids' numbers.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="count">Components of the page, 1 to 10,000.</param>
    /// <param name="cursor">The <see cref="ComponentPage.Next"/> of the page before, of the same query; null for the first page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The count is out of range, or the cursor comes from no page.</exception>
    public static async ValueTask<ComponentPage> FindAsync(
        this ComponentRegistry registry, ComponentQuery query, int count = 100, string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        if (count is < 1 or > MostOfPage)
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"A page has 1 to {MostOfPage} components. 每页为 1 至 {MostOfPage} 个部件。");
        List<Component> items = new(count + 1);
        await foreach (var component in Run(registry, query).ComponentsAsync(After(cursor), count + 1, cancellationToken)
            .ConfigureAwait(false))
        {
            items.Add(component);
            if (items.Count > count) return new ComponentPage([.. items.Take(count)], items[count - 1].Id.ToString());
        }
        return new ComponentPage([.. items], null);
    }

    /// <summary>All components that fit a query, whole, in the order of the ids' numbers: for exports. Nothing but a few is held in
    /// memory.</summary>
    public static IAsyncEnumerable<Component> ReadAsync(this ComponentRegistry registry, ComponentQuery query,
        CancellationToken cancellationToken = default) =>
        Run(registry, query).ComponentsAsync(default, Batch, cancellationToken);

    /// <summary>How many components fit a query.</summary>
    public static async ValueTask<long> CountAsync(this ComponentRegistry registry, ComponentQuery query,
        CancellationToken cancellationToken = default)
    {
        var count = 0L;
        await foreach (var page in Run(registry, query).PagesAsync(default, SummaryParts.None, cancellationToken).ConfigureAwait(false))
            count += page.Length;
        return count;
    }

    /// <summary>How many components fit a query, by groups; in the order of the keys.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="query">What to count.</param>
    /// <param name="by">What to group by.</param>
    /// <param name="then">What to group by besides.</param>
    /// <param name="map">Where grids and areas are looked up by the points; null to take those that the registry has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">There are more than 1,000,000 groups (<c>limit</c>).</exception>
    public static async ValueTask<ImmutableArray<ComponentCount>> CountAsync(this ComponentRegistry registry, ComponentQuery query,
        ComponentGrouping by, ComponentGrouping? then = null, GridMap? map = null, CancellationToken cancellationToken = default)
    {
        var groups = new GroupCounts(GroupNumbers.Of(by, map), GroupNumbers.Of(then, map));
        await foreach (var page in Run(registry, query).PagesAsync(default, groups.Parts, cancellationToken).ConfigureAwait(false))
            groups.Add(page.Span);
        return groups.ToCounts();
    }

    private static QueryRun Run(ComponentRegistry registry, ComponentQuery query)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(query);
        return new QueryRun(registry.Store, registry.Places, query);
    }

    private static ComponentId After(string? cursor) => cursor is null ? default
        : ComponentId.TryParse(cursor, null, out var last) ? last
            : throw new ArgumentException($"'{cursor}' comes from no page. 翻页标记“{cursor}”无效，请原样传回上一页给出的标记。", nameof(cursor));
}
