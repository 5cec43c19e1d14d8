using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What is asked of work items.</summary>
internal static class ItemQueries
{
    /// <summary>A page of what one may see, the earliest report first.</summary>
    internal static ModuleQuery List { get; } = new ModuleQuery<WorkItem>("items/list", Access.For(DataClass.Work),
        [
            QueryParameter.Text("state", "'open' (else) or 'all'", "open（默认）为未结，all 为全部"),
            QueryParameter.Text("profile", "the profile's id, such as city-management", "业务类型"),
        ],
        Build, ItemView.Write);

    private static DocumentQuery<WorkItem>? Build(QueryArguments arguments, ActorView view)
    {
        var isOpen = arguments.Word("state", "open", "all") != "all";
        var asked = ItemDocuments.Kind.Query().OrderBy(ItemDocuments.At);
        if (isOpen) asked = asked.Where(ItemDocuments.Open, 1);
        if (arguments.Text("profile") is { } profile) asked = asked.Where(ItemDocuments.Profile, profile);
        return ItemSight.Narrow(asked, view, isOpen);
    }
}
