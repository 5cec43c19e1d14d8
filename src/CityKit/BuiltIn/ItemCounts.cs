using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>How many work items there are by area and class: what the asker may not see is not counted.</summary>
internal sealed class ItemCounts() : ModuleQuery("items/counts", Access.For(DataClass.Work),
    [
        .. ItemFilter.Parameters,
        QueryParameter.Integer("digits",
            "how many first digits of the unit grid make a group: 2 to 15; no groups by area when it is not given",
            "按单元网格代码前几位分组：2 至 15；不给则不按区域分组"),
        QueryParameter.Text("by", "'class' for groups by class as well", "class 为同时按类别分组"),
    ])
{
    private const int MinDigits = 2;
    private const int MaxDigits = 15;

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (digits, byClass) = (Digits(arguments), arguments.Word("by", "class") is not null);
        var filter = ItemFilter.Of(arguments);
        var asked = filter with { Parts = filter.Parts | (digits > 0 ? WorkItemPart.Place : 0) | (byClass ? WorkItemPart.Summary : 0) };
        var query = asked.Seen(ItemFilter.IsOpen(arguments), view);
        if (asked.Also is not null) return new QueryAnswer(arguments.Refusal ?? OneByOne, [], null);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (query is null) return new QueryAnswer(null, [], null);
        var groups = await store.CountAsync(query, GroupsBy(digits > 0, byClass), cancellationToken).ConfigureAwait(false);
        return groups.Count == DocumentTotals.MaxGroups ? new QueryAnswer(TooMany, [], null)
            : GroupPage.Of(Rows(groups, digits, byClass), KeyOf, Write, after, limit);
    }

    private static DocumentIndex<WorkItem>[] GroupsBy(bool grid, bool key) => (grid, key) switch
    {
        (true, true) => [ItemDocuments.Grid, ItemDocuments.Class],
        (true, false) => [ItemDocuments.Grid],
        (false, true) => [ItemDocuments.Class],
        _ => [],
    };

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"That makes {DocumentTotals.MaxGroups} groups or more: narrow it by grid, or ask without classes.",
        $"分组达到 {DocumentTotals.MaxGroups} 个上限：请按网格缩小范围，或不按类别分组。");

    private static Refusal OneByOne { get; } = Refusal.Of("bad-request",
        "Counts take one period at a time, none of closing, and neither 'fact' nor 'without': ask 'items/figures', or 'items/list'.",
        "计数每次只能按一个时段，不支持结案时段、fact 与 without：请改用 items/figures 或 items/list。");

    private static int Digits(QueryArguments arguments)
    {
        var digits = arguments.Integer("digits");
        if (digits is not null and (< MinDigits or > MaxDigits)) arguments.Refuse("digits", $"{digits}", $"{MinDigits} to {MaxDigits}");
        return (int)Math.Clamp(digits ?? 0, 0, MaxDigits);
    }

    /// <summary>The groups of grids added up by their first digits.</summary>
    private static IEnumerable<(string? Grid, string? Class, long Count)> Rows(
        IReadOnlyList<DocumentGroup> groups, int digits, bool byClass) =>
        from found in groups
        let grid = digits > 0 ? found.Values[0]?.Text : null
        let key = byClass ? found.Values[^1]?.Text : null
        group found.Count by (Grid: grid?.Length > digits ? grid[..digits] : grid, Class: key) into same
        select (same.Key.Grid, same.Key.Class, same.Sum());

    private static string KeyOf((string? Grid, string? Class, long Count) row) => $"{row.Grid}|{row.Class}";

    private static ReadOnlyMemory<byte> Write((string? Grid, string? Class, long Count) counted) =>
        ModuleJson.ToUtf8(counted, static (writer, row) =>
        {
            writer.WriteStartObject();
            if (row.Grid is { } grid) writer.WriteString("grid", grid);
            if (row.Class is { } key) writer.WriteString("class", key);
            writer.WriteNumber("count", row.Count);
            writer.WriteEndObject();
        });
}
