using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// How many work items there are, for a screen that anybody may look at (大屏统计): whole districts, streets and classes, small counts withheld
/// (<see cref="SmallCounts"/>). Nothing else can be asked, as the difference of two answers must say no more than either. Profiles that are
/// about households are not counted.
/// </summary>
internal sealed class PublicCounts() : ModuleQuery("items/public-counts", Access.For(DataClass.Public),
    [
        QueryParameter.Text("state", "'open' (else) or 'closed'", "open（默认）为未结，closed 为已结"),
        QueryParameter.Text("by", "'district', 'street' or 'class'; the sum alone when it is not given",
            "按区县（district）、街道（street）或类别（class）分组；不给则仅为总数"),
    ])
{
    private const string District = "district";
    private const string Street = "street";
    private const string Class = "class";
    private const int DistrictDigits = 6;
    private const int StreetDigits = 9;

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (isOpen, by) = (arguments.Word("state", "open", "closed") is null or "open", arguments.Word("by", District, Street, Class));
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        string[] profiles = [.. view.Profiles.All.Where(IsOfNoHousehold).Select(profile => profile.Id)];
        if (profiles.Length == 0) return new QueryAnswer(null, [], null);
        var query = ItemDocuments.Kind.Query().Where(ItemDocuments.Open, isOpen ? 1 : 0).Where(ItemDocuments.Repeat, 0)
            .Where(ItemDocuments.Profile, profiles);
        var found = await store.CountAsync(query, [by == Class ? ItemDocuments.Class : ItemDocuments.Grid], cancellationToken)
            .ConfigureAwait(false);
        return found.Count == DocumentTotals.MaxGroups ? QueryAnswer.Refused(TooMany)
            : GroupPage.Of(Rows(found, by), row => row.Key, row => Write(row, by), after, limit);
    }

    private static bool IsOfNoHousehold(Profile profile) => !profile.Visibility.Any(seen => seen.Value.HasFlag(WorkItemPart.Household));

    private static IEnumerable<(string Key, long Count)> Rows(IReadOnlyList<DocumentGroup> found, string? by)
    {
        var districts = Sums(found, by == Class ? int.MaxValue : DistrictDigits);
        var shown = SmallCounts.Shown(districts).ToArray();
        var rows = by switch
        {
            null => [],
            Street => shown.SelectMany(district => StreetsOf(district.Key, found)),
            _ => shown,
        };
        return SmallCounts.Total(districts) is { } total ? rows.Append(("", total)) : rows;
    }

    /// <summary>The streets of a district whose sum is shown: a district that is withheld shows none of its streets.</summary>
    private static IEnumerable<(string Key, long Count)> StreetsOf(string district, IReadOnlyList<DocumentGroup> found) =>
        SmallCounts.Shown(Sums(found, StreetDigits).Where(street => street.Key.StartsWith(district, StringComparison.Ordinal)));

    private static (string Key, long Count)[] Sums(IReadOnlyList<DocumentGroup> found, int digits) =>
        [.. from one in found
            let key = one.Values[0]?.Text ?? "?"
            group one.Count by key.Length > digits ? key[..digits] : key into same
            select (same.Key, same.Sum())];

    private static byte[] Write((string Key, long Count) row, string? by) => ModuleJson.ToUtf8((row, by), static (writer, it) =>
    {
        writer.WriteStartObject();
        SmallCounts.WriteGroup(writer, it.row.Key, it.by);
        writer.WriteNumber("count", it.row.Count);
        writer.WriteEndObject();
    });

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"The city has {DocumentTotals.MaxGroups} groups or more: ask for the sum, or by class.",
        $"分组达到 {DocumentTotals.MaxGroups} 个上限：请只查询总数，或按类别查询。");
}
