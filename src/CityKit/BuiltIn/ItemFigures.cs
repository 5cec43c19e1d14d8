using System.Runtime.CompilerServices;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Cases.Profiles;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>
/// The performance figures of a period (指标统计), by department, region or class, each with what opens the cases that it is made of. What
/// the asker may not see is not counted.
/// </summary>
internal sealed class ItemFigures() : ModuleQuery("items/figures", Access.For(DataClass.Work),
    [
        QueryParameter.Instant("from", "the period's start", "统计时段起"),
        QueryParameter.Instant("until", "the period's end, not in it", "统计时段止（不含）"),
        QueryParameter.Text("profile", "the profile's id; city-management when it is not given", "业务类型，默认 city-management"),
        QueryParameter.Text("by", "'body', 'grid' or 'class' for a row each; one row when it is not given", "按 body、grid 或 class 分组，默认不分组"),
        QueryParameter.Integer("digits", "how many first digits of the unit grid make a region: 2 to 15, else 6 (a district)",
            "区域取单元网格代码前几位：2 至 15，默认 6（区县）"),
        QueryParameter.Text("post", "the figures of a post, such as DutyLeader, alone", "只列某岗位的指标，如 DutyLeader"),
        QueryParameter.Text("body", "cases of one body", "承办单位"),
        QueryParameter.Text("grid", "cases of one region, by its first digits", "区域代码的前若干位"),
        QueryParameter.Text("class", "cases of one class", "类别"),
    ])
{
    private const int MaxItems = 1_000_000;
    private const int MaxDays = 400;
    private const string Body = "body";
    private const string Grid = "grid";
    private const string Class = "class";

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var asked = Asked(arguments);
        var filter = Filter(arguments, asked);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        if (filter.Seen(isOpen: false, view) is null) return new QueryAnswer(null, [], null);
        var groups = new FigureGroups(asked, arguments.Now);
        var read = 0;
        await foreach (var item in ReadAsync(store, filter, asked, view, cancellationToken).ConfigureAwait(false))
        {
            if (++read > MaxItems) return QueryAnswer.Refused(TooMany);
            groups.Add(item);
        }
        return GroupPage.Of(groups.Rows, row => row.Group ?? "", groups.Write, after, limit);
    }

    /// <summary>What was reported in the period; then, day by day, what falls due in it and was carried over from before (上期结转).</summary>
    private static async IAsyncEnumerable<WorkItem> ReadAsync(ICityStore store, ItemFilter filter, FigureQuestion asked, ActorView view,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reported = filter with { Query = filter.Query.Between(ItemDocuments.At, asked.From, asked.Until) };
        await foreach (var item in SeenAsync(store, reported, view, cancellationToken).ConfigureAwait(false)) yield return item;
        foreach (var day in ItemDays.Between(ItemDays.Due, asked.From, asked.Until)!)
        {
            var due = filter with { Query = filter.Query.Where(ItemDocuments.Days, day) };
            await foreach (var item in SeenAsync(store, due, view, cancellationToken).ConfigureAwait(false))
                if (IsCarriedOver(item, asked.Period)) yield return item;
        }
    }

    private static bool IsCarriedOver(WorkItem item, Interval period) =>
        !period.Contains(item.ReportedAt) && CaseFacts.DueAt(item) is { } at && period.Contains(at);

    private static IAsyncEnumerable<WorkItem> SeenAsync(
        ICityStore store, ItemFilter filter, ActorView view, CancellationToken cancellationToken) =>
        filter.Seen(isOpen: false, view) is { } seen
            ? store.ReadAsync(seen.OrderBy(ItemDocuments.At), cancellationToken) : AsyncEnumerable.Empty<WorkItem>();

    private static FigureQuestion Asked(QueryArguments arguments)
    {
        var (from, until) = (Needed(arguments, "from"), Needed(arguments, "until"));
        if (from >= until || (until - from).TotalDays > MaxDays)
            arguments.Refuse("until", $"{until}", $"after 'from', by at most {MaxDays} days");
        var digits = arguments.Integer("digits");
        if (digits is not null and (< 2 or > 15)) arguments.Refuse("digits", $"{digits}", "2 to 15");
        var profile = arguments.Text("profile") ?? "city-management";
        return new FigureQuestion(from, from < until ? until : from, profile, arguments.Word("by", Body, Grid, Class),
            (int)Math.Clamp(digits ?? 6, 2, 15),
            [.. new[] { Body, Grid, Class }.Select(name => (name, arguments.Text(name)!)).Where(given => given.Item2 is not null)],
            Definitions(arguments, profile), arguments.Figures.Scores);
    }

    private static KpiDefinition[] Definitions(QueryArguments arguments, string profile)
    {
        var all = arguments.Figures.Definitions.Where(definition => definition.Profile == profile).ToArray();
        var posts = all.Select(definition => definition.Post?.ToString()).OfType<string>().Distinct().ToArray();
        var post = arguments.Word("post", posts);
        return [.. all.Where(definition => post is null || definition.Post?.ToString() == post)];
    }

    private static Instant Needed(QueryArguments arguments, string name)
    {
        if (arguments.Instant(name) is { } at) return at;
        arguments.Refuse(name, "", "given: a moment such as 2026-03-01T00:00:00Z");
        return arguments.Now;
    }

    private static ItemFilter Filter(QueryArguments arguments, FigureQuestion asked) =>
        new ItemFilter(ItemDocuments.Kind.Query().Where(ItemDocuments.Repeat, 0), CountedFact.Parts | PartOf(asked.By))
            .With(WorkItemPart.Summary, asked.Profile, (query, profile) => query.Where(ItemDocuments.Profile, profile))
            .With(WorkItemPart.Summary, arguments.Text(Class), (query, key) => query.Where(ItemDocuments.Class, key))
            .With(WorkItemPart.Place, arguments.Text(Grid), (query, grid) => query.StartingWith(ItemDocuments.Grid, grid))
            .With(WorkItemPart.Assignment, arguments.Text(Body), (query, body) => query.Where(ItemDocuments.Body, body));

    private static WorkItemPart PartOf(string? by) =>
        by switch { Body => WorkItemPart.Assignment, Grid => WorkItemPart.Place, _ => WorkItemPart.None };

    private static Refusal TooMany { get; } = Refusal.Of("too-many",
        $"That is more than {MaxItems} cases: ask for a shorter period, or one region.", $"案卷超过 {MaxItems} 件：请缩短时段或按区域查询。");
}
