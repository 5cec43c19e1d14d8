using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.AlertDesk;

/// <summary>Counts open work items by profile and state, so that nobody has to read them all.</summary>
internal static class OpenItems
{
    internal static DocumentQuery<WorkItem> All { get; } = ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1);

    /// <summary>How many open items there are in some states of some profiles, and the first of them.</summary>
    internal static async ValueTask<(long Count, WorkItem? First)> InAsync(ICityStore store, Func<string, string, bool> isWanted)
    {
        var groups = await store.CountAsync(All, [ItemDocuments.Profile, ItemDocuments.State]).ConfigureAwait(false);
        var wanted = groups.Select(g => (Profile: g.Values[0]!.Value.Text!, State: g.Values[1]!.Value.Text!, g.Count))
            .Where(g => isWanted(g.Profile, g.State)).ToArray();
        var first = new List<WorkItem>();
        foreach (var (profile, state, _) in wanted)
            first.AddRange((await store.QueryAsync(All.Where(ItemDocuments.Profile, profile).Where(ItemDocuments.State, state)
                .OrderBy(ItemDocuments.At).Take(1)).ConfigureAwait(false)).Rows);
        return (wanted.Sum(g => g.Count), first.MinBy(item => (item.ReportedAt, item.Id.Value)));
    }
}
