using CityKit.AlertDesk;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What is asked of leads.</summary>
internal static class LeadQueries
{
    private static readonly string[] States = ["open", "confirmed", "dismissed", "merged", "all"];

    /// <summary>A page of those where the asker watches.</summary>
    internal static ModuleQuery List { get; } = new ModuleQuery<Lead>("leads/list", DutyRoom.Watching,
        [
            QueryParameter.Text("state", "'open' (else) for those that wait, 'confirmed', 'dismissed', 'merged', 'all' for every one",
                "open（默认）为待处理，confirmed 已确认，dismissed 已排除，merged 已合并，all 为全部"),
            QueryParameter.Text("rule", "the rule's id", "规则编号"),
            QueryParameter.Text("grid", "the first digits of the unit grid", "单元网格代码的前若干位"),
            .. Narrowing.TimeParameters,
        ],
        Build, (writer, lead, _) => DeskJson.Write(writer, lead));

    /// <summary>One of them.</summary>
    internal static ModuleQuery Find { get; } = new FindQuery<Lead>("leads/find", DutyRoom.Watching, LeadDocuments.Kind,
        (lead, view) => DutyRoom.Sees(view, lead.Subject), LeadsModule.NoSuch, (writer, lead, _) => DeskJson.Write(writer, lead));

    /// <summary>Where one of them comes from.</summary>
    internal static ModuleQuery Explain { get; } = new ExplainQuery<Lead>("leads/explain", DutyRoom.Watching, LeadDocuments.Kind,
        (lead, view) => DutyRoom.Sees(view, lead.Subject), LeadsModule.NoSuch, (chain, lead) => chain.OfLeadAsync(lead));

    private static DocumentQuery<Lead>? Build(QueryArguments arguments, ActorView view)
    {
        var all = LeadDocuments.Kind.Query()
            .WhereGiven(LeadDocuments.Rule, arguments.Text("rule"))
            .StartingWithGiven(LeadDocuments.Grid, arguments.Text("grid"))
            .InTime(LeadDocuments.At, arguments);
        var asked = (arguments.Word("state", States) ?? "open") switch
        {
            "all" => all,
            "open" => all.Where(LeadDocuments.Open, 1),
            var state => all.Where(LeadDocuments.State, StateOf(state)),
        };
        return ScopeIndex.Narrow(asked, view.Reach, DutyRoom.Watching.Roles);
    }

    private static string StateOf(string word) => Enum.Parse<LeadState>(word, ignoreCase: true).ToString();
}
