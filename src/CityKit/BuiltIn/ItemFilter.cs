using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What is asked of work items so far, and which of their parts that is about.</summary>
/// <param name="Query">The query.</param>
/// <param name="Parts">The parts: only items of which the asker sees them are found.</param>
internal sealed record ItemFilter(DocumentQuery<WorkItem> Query, WorkItemPart Parts = WorkItemPart.None)
{
    /// <summary>What lists and counts have in common.</summary>
    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            QueryParameter.Text("state", "'open' (else), 'closed' or 'all'", "open（默认）为未结，closed 为已结，all 为全部"),
            QueryParameter.Text("status", "the id of a state of the profile, such as handling", "状态编号，如 handling"),
            QueryParameter.Text("profile", "the profile's id, such as city-management", "业务类型"),
            QueryParameter.Text("class", "the class, such as GB/T 47678.5-2026:matter:06010", "类别，如 GB/T 47678.5-2026:matter:06010"),
            QueryParameter.Text("grid", "the first digits of the unit grid: a city, district, street, community or grid", "单元网格代码的前若干位"),
            QueryParameter.Text("body", "the body that has it", "承办单位"),
            QueryParameter.Text("assignee", "who has it: 'body' or 'body/crew'", "承办人：“单位”或“单位/班组”"),
            QueryParameter.Instant("dueBefore", "whose current deadline is before this moment", "当前时限早于该时刻"),
        ];

    /// <summary>What the arguments ask for.</summary>
    internal static ItemFilter Of(QueryArguments arguments) => new ItemFilter(ItemDocuments.Kind.Query())
        .InState(arguments)
        .With(WorkItemPart.Summary, arguments.Text("status"), (query, status) => query.Where(ItemDocuments.State, status))
        .With(WorkItemPart.Summary, arguments.Text("profile"), (query, profile) => query.Where(ItemDocuments.Profile, profile))
        .With(WorkItemPart.Summary, arguments.Text("class"), (query, key) => query.Where(ItemDocuments.Class, key))
        .With(WorkItemPart.Place, arguments.Text("grid"), (query, grid) => query.StartingWith(ItemDocuments.Grid, grid))
        .With(WorkItemPart.Assignment, arguments.Text("body"), (query, body) => query.Where(ItemDocuments.Body, body))
        .With(WorkItemPart.Assignment, arguments.Text("assignee"), (query, who) => query.Where(ItemDocuments.Assignee, who))
        .With(WorkItemPart.Summary, arguments.Instant("dueBefore"), (query, due) => query.Between(ItemDocuments.Deadline, null, due));

    /// <summary>Whether the arguments ask for open items alone.</summary>
    internal static bool IsOpen(QueryArguments arguments) => arguments.Word("state", "open", "closed", "all") is null or "open";

    /// <summary>One thing more, if it was asked for.</summary>
    internal ItemFilter With<T>(
        WorkItemPart part, T? asked, Func<DocumentQuery<WorkItem>, T, DocumentQuery<WorkItem>> narrow) where T : class =>
        asked is null ? this : new ItemFilter(narrow(Query, asked), Parts | part);

    /// <summary>The query of what the asker may see; null for nothing.</summary>
    internal DocumentQuery<WorkItem>? Seen(QueryArguments arguments, ActorView view) =>
        ItemSight.Narrow(Query, view, IsOpen(arguments), Parts);

    private ItemFilter With<T>(
        WorkItemPart part, T? asked, Func<DocumentQuery<WorkItem>, T, DocumentQuery<WorkItem>> narrow) where T : struct =>
        asked is { } given ? new ItemFilter(narrow(Query, given), Parts | part) : this;

    private ItemFilter InState(QueryArguments arguments) => arguments.Word("state", "open", "closed", "all") switch
    {
        "all" => this,
        "closed" => this with { Query = Query.Where(ItemDocuments.Open, 0) },
        _ => this with { Query = Query.Where(ItemDocuments.Open, 1) },
    };
}
