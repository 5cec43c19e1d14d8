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
        CommonParameters.PeriodFrom,
        CommonParameters.PeriodUntil,
        QueryParameter.Text("profile", "the profile's id; city-management when it is not given", "业务类型，默认 city-management"),
        QueryParameter.Text("by", "'body', 'grid' or 'class' for a row each; one row when it is not given", "按 body、grid 或 class 分组，默认不分组"),
        QueryParameter.Integer("digits", "how many first digits of the unit grid make a region: 2 to 15, else 6 (a district)",
            "区域取单元网格代码前几位：2 至 15，默认 6（区县）"),
        QueryParameter.Text("figure", "one figure alone, such as on-time-handling", "只列一项指标，如 on-time-handling"),
        QueryParameter.Text("post", "the figures of a post, such as DutyLeader, alone", "只列某岗位的指标，如 DutyLeader"),
        QueryParameter.Text("body", "cases of one body", "只计该承办单位的案件"),
        QueryParameter.Text("grid", "cases of one region, by its first digits", "只计该区域的案件：区域代码的前若干位"),
        QueryParameter.Text("class", "cases of one class", "只计该类别的案件"),
    ])
{
    private const int MaxGroups = 200_000;
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
        if (filter.Counted(isOpen: false, view) is null) return new QueryAnswer(null, [], null);
        if (await CountAsync(store, filter, asked, view, arguments.Now, cancellationToken).ConfigureAwait(false) is not { } groups)
            return QueryAnswer.Refused(TooMany);
        return GroupPage.Of(groups.Rows, row => row.Group ?? "", groups.Write, after, limit);
    }

    /// <summary>
    /// Counts what was reported in the period, and what falls due in it, with what was carried over from before (上期结转): of that apart
    /// what is over by now.
    /// </summary>
    /// <returns>Null when there are too many kinds of items.</returns>
    private static async ValueTask<FigureGroups?> CountAsync(ICityStore store, ItemFilter filter, FigureQuestion asked, ActorView view,
        Instant now, CancellationToken cancellationToken)
    {
        var (groups, over) = (new FigureGroups(asked), Instant.Max(asked.From, Instant.Min(asked.Until, now)));
        Stretch[] stretches =
        [
            new(ItemDocuments.At, asked.From, asked.Until, false),
            new(ItemDocuments.HandlingDue, asked.From, over, true),
            new(ItemDocuments.HandlingDue, over, asked.Until, false),
        ];
        foreach (var (index, from, until, isOver) in stretches.Where(part => part.From < part.Until))
        {
            if (!asked.Needs(isByDeadline: index == ItemDocuments.HandlingDue)) continue;
            var query = (filter with { Query = filter.Query.Between(index, from, until) }).Counted(isOpen: false, view)!;
            var totals = new DocumentTotals(query.Plain, [.. GroupsBy(asked)]) { Limit = MaxGroups };
            var found = await store.TotalAsync(totals, cancellationToken).ConfigureAwait(false);
            if (found.Count == MaxGroups) return null;
            foreach (var group in found) groups.Add(group, index == ItemDocuments.HandlingDue, isOver);
        }
        return groups;
    }

    /// <summary>The code of what each item counts, and before it what makes the rows.</summary>
    private static IEnumerable<string> GroupsBy(FigureQuestion asked) =>
        asked.By is { } by ? [by, ItemDocuments.Facts.Name] : [ItemDocuments.Facts.Name];

    /// <summary>A part of the period, by the moment that counts.</summary>
    private sealed record Stretch(DocumentIndex<WorkItem> Index, Instant From, Instant Until, bool IsOver);

    private static FigureQuestion Asked(QueryArguments arguments)
    {
        var (from, until) = (Needed(arguments, "from"), Needed(arguments, "until"));
        if (from >= until || (until - from).TotalDays > MaxDays)
            arguments.Refuse("until", $"{until}",
                new($"晚于 from 且相距不超过 {MaxDays} 天的时刻", $"after 'from', by at most {MaxDays} days"));
        var digits = arguments.Integer("digits");
        if (digits is not null and (< 2 or > 15)) arguments.Refuse("digits", $"{digits}", new("2 至 15", "2 to 15"));
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
        var figure = arguments.Word("figure", [.. all.Select(definition => definition.Id)]);
        return [.. all.Where(definition =>
            (post is null || definition.Post?.ToString() == post) && (figure is null || definition.Id == figure))];
    }

    private static Instant Needed(QueryArguments arguments, string name)
    {
        if (arguments.Instant(name) is { } at) return at;
        arguments.Refuse(name, "", new("必填，时刻如 2026-03-01T00:00:00Z", "given: a moment such as 2026-03-01T00:00:00Z"));
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
        "That makes too many groups of cases: ask for a shorter period, or one region.", "案卷分组过多：请缩短时段或按区域查询。");
}
