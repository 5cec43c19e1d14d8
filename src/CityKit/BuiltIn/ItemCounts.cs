using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>How many work items there are by area and class, body, profile or state: what the asker may not see is not counted.</summary>
internal sealed class ItemCounts() : ModuleQuery("items/counts", Access.For(DataClass.Work),
    [
        .. ItemFilter.Parameters,
        QueryParameter.Integer("digits",
            "how many first digits of the unit grid make a group: 2 to 15; no groups by area when it is not given",
            "按单元网格代码前几位分组：2 至 15；不给则不按区域分组"),
        QueryParameter.Text("by", "'class', 'body', 'profile' or 'status' for groups by that as well",
            "同时按类别（class）、承办单位（body）、业务类型（profile）或状态（status）分组"),
        QueryParameter.Integer("top", "the groups with the most alone, so many of them: 1 to 1,000", "仅列数量最多的若干组：1 至 1,000"),
    ])
{
    private const int MinDigits = 2;
    private const int MaxDigits = 15;
    private const int MaxTop = 1000;
    private const int MaxGroups = 200_000; // unit grids of a large city, by class
    private static readonly string[] Ways = ["class", "body", "profile", "status"];

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (digits, top) = (Within(arguments, "digits", MinDigits, MaxDigits) ?? 0, Within(arguments, "top", 1, MaxTop));
        var by = arguments.Word("by", Ways);
        var filter = ItemFilter.Of(arguments);
        var asked = filter with { Parts = filter.Parts | (digits > 0 ? WorkItemPart.Place : WorkItemPart.None) | PartOf(by) };
        var query = asked.Counted(ItemFilter.IsOpen(arguments), view);
        if (asked.Also is not null) return new QueryAnswer(arguments.Refusal ?? OneByOne, [], null);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (query is null) return new QueryAnswer(null, [], null);
        var groups = await store.TotalAsync(new DocumentTotals(query.Plain, [.. GroupsBy(digits > 0, by).Select(index => index.Name)])
        {
            Limit = MaxGroups,
        }, cancellationToken).ConfigureAwait(false);
        return groups.Count == MaxGroups ? new QueryAnswer(TooMany, [], null)
            : GroupPage.Of(Most(Rows(groups, digits, by is not null), top), KeyOf, row => Write(row, by), after, limit);
    }

    private static DocumentIndex<WorkItem>[] GroupsBy(bool grid, string? by) =>
        [.. grid ? [ItemDocuments.Grid] : Array.Empty<DocumentIndex<WorkItem>>(), .. by is null ? [] : new[] { IndexOf(by) }];

    private static DocumentIndex<WorkItem> IndexOf(string by) => by switch
    {
        "body" => ItemDocuments.Body,
        "profile" => ItemDocuments.Profile,
        "status" => ItemDocuments.State,
        _ => ItemDocuments.Class,
    };

    private static WorkItemPart PartOf(string? by) =>
        by switch { null => WorkItemPart.None, "body" => WorkItemPart.Assignment, _ => WorkItemPart.Summary };

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"That makes {MaxGroups} groups or more: narrow it by grid, or ask without 'by'.",
        $"分组达到 {MaxGroups} 个上限：请按网格缩小范围，或不给 by。");

    private static Refusal OneByOne { get; } = Refusal.Of("bad-request",
        "Counts take one period at a time, none of closing, and neither 'fact' nor 'without': ask 'items/figures', or 'items/list'.",
        "计数每次只能按一个时段，不支持结案时段、fact 与 without：请改用 items/figures 或 items/list。");

    private static int? Within(QueryArguments arguments, string name, int least, int most)
    {
        var given = arguments.Integer(name);
        if (given < least || given > most) arguments.Refuse(name, $"{given}", new($"{least} 至 {most}", $"{least} to {most}"));
        return (int?)given;
    }

    private static IEnumerable<(string? Grid, string? Key, long Count)> Most(
        IEnumerable<(string? Grid, string? Key, long Count)> rows, int? top) => top is not { } most ? rows
        : rows.OrderByDescending(row => row.Count).ThenBy(KeyOf, StringComparer.Ordinal).Take(most);

    /// <summary>The groups of grids added up by their first digits.</summary>
    private static IEnumerable<(string? Grid, string? Key, long Count)> Rows(
        IReadOnlyList<DocumentGroup> groups, int digits, bool hasKey) =>
        from found in groups
        let grid = digits > 0 ? found.Values[0]?.Text : null
        let key = hasKey ? found.Values[^1]?.Text : null
        group found.Count by (Grid: grid?.Length > digits ? grid[..digits] : grid, Key: key) into same
        select (same.Key.Grid, same.Key.Key, same.Sum());

    private static string KeyOf((string? Grid, string? Key, long Count) row) => $"{row.Grid}|{row.Key}";

    private static ReadOnlyMemory<byte> Write((string? Grid, string? Key, long Count) counted, string? by) =>
        ModuleJson.ToUtf8((counted, by), static (writer, row) =>
        {
            writer.WriteStartObject();
            if (row.counted.Grid is { } grid) writer.WriteString("grid", grid);
            if (row.counted.Key is { } key) writer.WriteString(row.by!, key);
            writer.WriteNumber("count", row.counted.Count);
            writer.WriteEndObject();
        });
}
