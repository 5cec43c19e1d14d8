using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Components;
using CityKit.Documents;
using CityKit.Explaining;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What is asked of leads.</summary>
internal static class LeadQueries
{
    private static readonly string[] States = ["open", "confirmed", "dismissed", "merged", "all"];
    private static readonly Explained<Lead> Explained =
        new(LeadDocuments.Kind, (lead, view) => DutyRoom.Sees(view, lead.Subject), LeadsModule.NoSuch);

    /// <summary>A page of those where the asker watches.</summary>
    internal static ModuleQuery List { get; } = new ModuleQuery<Lead>("leads/list", DutyRoom.Watching,
        [
            QueryParameter.Text("state", "'open' (else) for those that wait, 'confirmed', 'dismissed', 'merged', 'all' for every one",
                "open（默认）为待处理，confirmed 已确认，dismissed 已排除，merged 已合并，all 为全部"),
            .. LeadFilter.Parameters, .. LeadFilter.OfOpen, .. Narrowing.TimeParameters,
        ],
        Build, (writer, lead, _) => DeskJson.Write(writer, lead), LeadFilter.Sure);

    /// <summary>Those that wait, in the order in which they are to be seen to.</summary>
    internal static ModuleQuery Queue { get; } = new LeadQueue();

    /// <summary>What they turned out to be.</summary>
    internal static ModuleQuery Figures { get; } = new LeadFigures();

    /// <summary>How often machines were right, and whether each opens work items by itself.</summary>
    internal static ModuleQuery Machines { get; } = new ModuleQuery<MachineRecord>("leads/machines", DutyRoom.WatchingAll,
        [
            QueryParameter.Text("class", "the class", "类别"), CommonParameters.Machine,
            QueryParameter.Text("source", "'video' or 'drone'", "video AI 视频，drone 无人机"),
        ],
        (arguments, _) => MachineRecords.Kind.Query().WhereGiven(MachineRecords.Class, arguments.Text("class"))
            .WhereGiven(MachineRecords.By, arguments.Text("machine"))
            .WhereGiven(MachineRecords.Source, arguments.Word("source", "video", "drone"))
            .OrderBy(MachineRecords.At, descending: true),
        Write);

    /// <summary>One of them.</summary>
    internal static ModuleQuery Find { get; } = new FindQuery<Lead>("leads/find", DutyRoom.Watching, LeadDocuments.Kind,
        (lead, view) => DutyRoom.Sees(view, lead.Subject), LeadsModule.NoSuch, (writer, lead, _) => DeskJson.Write(writer, lead));

    /// <summary>Where one of them comes from.</summary>
    internal static ModuleQuery Explain { get; } =
        new ExplainQuery<Lead>("leads/explain", DutyRoom.Watching, Explained, (chain, lead) => chain.OfLeadAsync(lead));

    /// <summary>Whether the journal gives one of them.</summary>
    internal static ModuleQuery Replay { get; } = new ReplayQuery<Lead>("leads/replay", Explained);

    private static DocumentQuery<Lead>? Build(QueryArguments arguments, ActorView view)
    {
        var all = LeadFilter.Of(arguments).Taken(arguments).InTime(LeadDocuments.At, arguments);
        var asked = (arguments.Word("state", States) ?? "open") switch
        {
            "all" => all,
            "open" => all.Where(LeadDocuments.Open, 1),
            var state => all.Where(LeadDocuments.State, StateOf(state)),
        };
        return ScopeIndex.Narrow(asked, view.Reach, DutyRoom.Watching.Roles);
    }

    private static string StateOf(string word) => Enum.Parse<LeadState>(word, ignoreCase: true).ToString();

    private static void Write(Utf8JsonWriter writer, MachineRecord record, ActorView view)
    {
        var row = view.Policy.MachineRowOf(ClassKey.Parse(record.Class), record.Source);
        writer.WriteStartObject();
        MachineRecords.WriteMembers(writer, record);
        var state = LeadWait.Of(record, row);
        if (state.Precision is { } precision) writer.WriteNumber("precision", precision);
        var opens = row.Opens(record.Confirmed, record.Dismissed);
        writer.WriteBoolean("automatic", opens);
        if (!opens && row.Automatic) DeskJson.WriteText(writer, "waitsFor", state.Text);
        writer.WriteEndObject();
    }
}
