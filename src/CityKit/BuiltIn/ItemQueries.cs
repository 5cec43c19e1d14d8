using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Modules;
using CityKit.Places;

namespace CityKit.BuiltIn;

/// <summary>What is asked of work items.</summary>
internal static class ItemQueries
{
    private static readonly Access Everyone = Access.For(DataClass.Work);
    private static readonly Explained<WorkItem> Explained =
        new(ItemDocuments.Kind, (item, view) => DutyRoom.Sees(view, item), ItemView.NoSuch);

    /// <summary>A page of what one may see, the earliest report first.</summary>
    internal static ModuleQuery List { get; } = new ModuleQuery<WorkItem>("items/list", Everyone,
        [
            .. ItemFilter.Parameters, NearArgument.Parameter, ItemWords.Parameter,
            QueryParameter.Text("order",
                "'reported' (else) or 'due', with '-' before it for the last first; 'due' lists what has a deadline",
                "reported（默认）按上报时间，due 按时限（仅列有时限的），前加 - 为倒序"),
        ],
        Build, ItemView.Write, arguments => Meant(ItemFilter.Of(arguments), arguments));

    /// <summary>What the asker is to do next.</summary>
    internal static ModuleQuery Tasks { get; } = new ItemTasks();

    /// <summary>One of them.</summary>
    internal static ModuleQuery Find { get; } = new ItemFind();

    /// <summary>Where one of them comes from.</summary>
    internal static ModuleQuery Explain { get; } =
        new ExplainQuery<WorkItem>("items/explain", DutyRoom.Watching, Explained, (chain, item) => chain.OfItemAsync(item));

    /// <summary>Whether the journal gives one of them.</summary>
    internal static ModuleQuery Replay { get; } = new ReplayQuery<WorkItem>("items/replay", Explained);

    internal static DocumentQuery<WorkItem>? Build(QueryArguments arguments, ActorView view) =>
        Placed(InOrder(ItemFilter.Of(arguments), arguments), arguments).Seen(ItemFilter.IsOpen(arguments), view);

    /// <summary>Near a point, and with some words, if that was asked for.</summary>
    internal static ItemFilter Placed(ItemFilter filter, QueryArguments arguments) => filter
        .With(WorkItemPart.Place, NearArgument.Of(arguments), (query, near) => query.Where(ItemDocuments.Cell, near.Cells))
        .With(WorkItemPart.Summary | WorkItemPart.Place, ItemWords.Of(arguments), (query, words) => words.Narrow(query));

    /// <summary>Which of the items that a filter finds are meant; null for all.</summary>
    internal static Func<WorkItem, bool>? Meant(ItemFilter filter, QueryArguments arguments)
    {
        var (near, words, also) = (NearArgument.Of(arguments), ItemWords.Of(arguments), filter.Also);
        return near is null && words is null && also is null ? null
            : item => near?.Has(item.Place.Point) != false && words?.Has(item) != false && also?.Invoke(item) != false;
    }

    private static ItemFilter InOrder(ItemFilter filter, QueryArguments arguments)
    {
        var order = arguments.Word("order", "reported", "-reported", "due", "-due") ?? "reported";
        var isDue = order.EndsWith("due", StringComparison.Ordinal);
        return filter with
        {
            Query = filter.Query.OrderBy(isDue ? ItemDocuments.Deadline : ItemDocuments.At, order[0] == '-'),
            Parts = isDue ? filter.Parts | WorkItemPart.Summary : filter.Parts,
        };
    }
}
