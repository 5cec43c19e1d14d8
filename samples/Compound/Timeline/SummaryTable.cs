using System.Text.Json;
using CityKit.Samples.Compound.Driving;
using CityKit.Samples.Compound.Hub;
using Spectre.Console;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Shows the totals at the end.</summary>
internal static class SummaryTable
{
    private static readonly string[] Columns = ["profile", "class", "grid", "place", "component", "assignee", "deadline"];

    private static readonly Dictionary<string, string> Titles = new()
    {
        ["eventsProduced"] = "events that went into the edge's outbox 产生事件",
        ["eventsAccepted"] = "events that the hub has 收到事件",
        ["duplicatesIgnored"] = "sent again and ignored 重复忽略",
        ["blindSpans"] = "times in which nothing was seen 无观测时段",
        ["lost"] = "lost 丢失",
        ["alertsRaised"] = "alerts raised 告警",
        ["alertsCleared"] = "alerts cleared 告警解除",
        ["leadsConfirmed"] = "leads confirmed 线索确认",
        ["leadsDismissed"] = "leads dismissed 线索驳回",
        ["casesOpened"] = "work items opened 工单",
        ["casesClosed"] = "work items closed 办结",
    };

    /// <summary>Writes the totals, and the open work items when there are any.</summary>
    public static void Show(IAnsiConsole console, Totals totals)
    {
        var table = new Table().RoundedBorder().AddColumn("in all 合计").AddColumn(new TableColumn("").RightAligned());
        foreach (var (name, value) in totals.All()) table.AddRow(Markup.Escape(Titles.GetValueOrDefault(name, name)), $"{value}");
        console.Write(table);
        var open = totals.OpenCases().ToArray();
        if (open.Length > 0) console.Write(OpenTable(open));
    }

    private static Table OpenTable(JsonElement[] open)
    {
        var table = new Table().RoundedBorder().Title("still open 未结");
        foreach (var column in Columns) table.AddColumn(column);
        foreach (var item in open) table.AddRow([.. Columns.Select(c => Markup.Escape(HubJson.Text(item, c) ?? ""))]);
        return table;
    }
}
