using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>What is asked of work items so far, and which of their parts that is about.</summary>
/// <param name="Query">The query.</param>
/// <param name="Parts">The parts: only items of which the asker sees them are found.</param>
internal sealed record ItemFilter(DocumentQuery<WorkItem> Query, WorkItemPart Parts = WorkItemPart.None)
{
    /// <summary>Which of the items that the query finds are meant, where no index says it; null for all.</summary>
    internal Func<WorkItem, bool>? Also { get; private init; }

    /// <summary>What can be asked of open items.</summary>
    internal static IReadOnlyList<QueryParameter> OpenParameters { get; } =
        [
            QueryParameter.Text("status", "the id of a state of the profile, such as handling", "状态编号，如 handling"),
            QueryParameter.Text("profile", "the profile's id, such as city-management", "业务类型"),
            CommonParameters.Class,
            QueryParameter.Text("grid", "the first digits of the unit grid: a city, district, street, community or grid",
                "单元网格代码的前若干位：市、区县、街道、社区或网格"),
            QueryParameter.Text("body", "the body that has it", "承办单位"),
            QueryParameter.Text("assignee", "who has it: 'body' or 'body/crew'", "承办人：“单位”或“单位/班组”"),
            QueryParameter.Text("without", "'body', 'class' or 'grid': those that have none", "body、class 或 grid：尚无承办单位、类别或网格的"),
            QueryParameter.Instant("dueBefore", "whose current deadline is before this moment", "当前时限早于该时刻"),
            QueryParameter.Text("overdue", "'yes' for those whose current deadline is over", "yes 为当前已超期"),
            QueryParameter.Instant("reportedFrom", "reported at this moment or later", "上报时刻起"),
            QueryParameter.Instant("reportedUntil", "reported before this moment", "上报时刻止（不含）"),
        ];

    /// <summary>What lists and counts have in common.</summary>
    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            QueryParameter.Text("state", "'open', 'closed' or 'all'; open, closed when a time of closing is asked for, all when a fact is",
                "open 为未结，closed 为已结，all 为全部；默认 open，按结案时间查询时为 closed，按统计项查询时为 all"),
            .. OpenParameters,
            QueryParameter.Instant("closedFrom", "closed at this moment or later", "结案时刻起"),
            QueryParameter.Instant("closedUntil", "closed before this moment", "结案时刻止（不含）"),
            .. CountedFact.Parameters,
        ];

    /// <summary>What the arguments ask for.</summary>
    internal static ItemFilter Of(QueryArguments arguments) => new ItemFilter(ItemDocuments.Kind.Query())
        .InState(arguments)
        .OfOpen(arguments)
        .OfClosed(arguments)
        .Counting(arguments);

    /// <summary>What the arguments ask for, of open items alone.</summary>
    internal static ItemFilter OfOpenAlone(QueryArguments arguments) =>
        new ItemFilter(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1)).OfOpen(arguments);

    /// <summary>Whether the arguments ask for open items alone.</summary>
    internal static bool IsOpen(QueryArguments arguments) => StateOf(arguments) == "open";

    /// <summary>One thing more, if it was asked for.</summary>
    internal ItemFilter With<T>(
        WorkItemPart part, T? asked, Func<DocumentQuery<WorkItem>, T, DocumentQuery<WorkItem>> narrow) where T : class =>
        asked is null ? this : this with { Query = narrow(Query, asked), Parts = Parts | part };

    /// <summary>Items of which a moment is in a stretch. A query has one range: a second stretch is looked at item by item.</summary>
    internal ItemFilter Within(DocumentIndex<WorkItem> index, Func<WorkItem, Instant?> of, Instant? from, Instant? until) =>
        (from ?? until) is null ? this
        : Query.Plain.Range is null
            ? this with { Query = Query.Between(index, from, until), Parts = Parts | WorkItemPart.Summary }
            : Meaning(WorkItemPart.Summary, IsIn(of, from, until));

    /// <summary>
    /// Items of which a moment is in a stretch, found by its days. A stretch without a start, or of more days than one condition holds, is
    /// looked at item by item.
    /// </summary>
    internal ItemFilter OnDays(string kind, Func<WorkItem, Instant?> of, Instant? from, Instant? until)
    {
        if ((from ?? until) is null) return this;
        var days = from is { } first && until is { } end ? ItemDays.Between(kind, first, end) : null;
        return With(WorkItemPart.Summary, days, (query, keys) => query.Where(ItemDocuments.Days, keys))
            .Meaning(WorkItemPart.Summary, IsIn(of, from, until));
    }

    /// <summary>Items of which something holds that no index says.</summary>
    internal ItemFilter Meaning(WorkItemPart part, Func<WorkItem, bool> isMeant) =>
        this with { Parts = Parts | part, Also = Also is { } before ? item => before(item) && isMeant(item) : isMeant };

    /// <summary>The query of what the asker may see; null for nothing.</summary>
    internal DocumentQuery<WorkItem>? Seen(bool isOpen, ActorView view) => ItemSight.Narrow(Query, view, isOpen, Parts);

    /// <summary>The same query to count what it finds.</summary>
    internal DocumentQuery<WorkItem>? Counted(bool isOpen, ActorView view) => ItemSight.NarrowTotals(Query, view, isOpen, Parts);

    private ItemFilter OfOpen(QueryArguments arguments) =>
        With(WorkItemPart.Summary, arguments.Text("status"), (query, status) => query.Where(ItemDocuments.State, status))
        .With(WorkItemPart.Summary, arguments.Text("profile"), (query, profile) => query.Where(ItemDocuments.Profile, profile))
        .With(WorkItemPart.Summary, arguments.Text("class"), (query, key) => query.Where(ItemDocuments.Class, key))
        .With(WorkItemPart.Place, arguments.Text("grid"), (query, grid) => query.StartingWith(ItemDocuments.Grid, grid))
        .With(WorkItemPart.Assignment, arguments.Text("body"), (query, body) => query.Where(ItemDocuments.Body, body))
        .With(WorkItemPart.Assignment, arguments.Text("assignee"), (query, who) => query.Where(ItemDocuments.Assignee, who))
        .Without(arguments.Word("without", "body", "class", "grid"))
        .Within(ItemDocuments.Deadline, i => i.Deadline?.At, null, DueBefore(arguments))
        .Within(ItemDocuments.At, i => i.ReportedAt, arguments.Instant("reportedFrom"), arguments.Instant("reportedUntil"));

    private ItemFilter Without(string? what) => what switch
    {
        "body" => Meaning(WorkItemPart.Assignment, item => item.Assignee is null),
        "class" => Meaning(WorkItemPart.Summary, item => item.Class is null),
        "grid" => Meaning(WorkItemPart.Place, item => item.Place.Grid is null),
        _ => this,
    };

    /// <summary>Nothing is closed after now.</summary>
    private ItemFilter OfClosed(QueryArguments arguments)
    {
        var (from, until) = (arguments.Instant("closedFrom"), arguments.Instant("closedUntil"));
        return OnDays(ItemDays.Closed, item => item.ClosedAt, from, from is null ? until : until ?? arguments.Now + Duration.FromDays(1));
    }

    private ItemFilter Counting(QueryArguments arguments) => CountedFact.Of(arguments)?.Narrow(this) ?? this;

    private static Func<WorkItem, bool> IsIn(Func<WorkItem, Instant?> of, Instant? from, Instant? until) =>
        item => of(item) is { } at && !(at < from) && !(at >= until);

    private ItemFilter InState(QueryArguments arguments) => StateOf(arguments) switch
    {
        "all" => this,
        "closed" => this with { Query = Query.Where(ItemDocuments.Open, 0) },
        _ => this with { Query = Query.Where(ItemDocuments.Open, 1) },
    };

    private static string StateOf(QueryArguments arguments) => arguments.Word("state", "open", "closed", "all")
        ?? (arguments.Text(CountedFact.Name) is not null ? "all"
            : (arguments.Instant("closedFrom") ?? arguments.Instant("closedUntil")) is not null ? "closed" : "open");

    private static Instant? DueBefore(QueryArguments arguments)
    {
        var (before, overdue) = (arguments.Instant("dueBefore"), arguments.Word("overdue", "yes") is not null);
        return overdue && !(before < arguments.Now) ? arguments.Now : before;
    }
}
