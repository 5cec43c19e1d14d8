using System.Globalization;
using CityKit.Partitions;
using CityKit.Samples.District.Judging;
using CityKit.Samples.District.Running;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CityKit.Samples.District.Showing;

/// <summary>The table of a district: each node, what it has, and what the record holds.</summary>
internal sealed class DistrictView(DistrictRun run)
{
    private readonly Queue<string> told = new();

    /// <summary>What was done last.</summary>
    internal void Tell(string what)
    {
        lock (told)
        {
            told.Enqueue(what);
            while (told.Count > 4) told.Dequeue();
        }
    }

    /// <summary>The table now.</summary>
    internal IRenderable Draw(Verdict verdict, TimeSpan up)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.Title($"A district of {run.Nodes.Count} nodes 街道集群 · {up:mm\\:ss}");
        table.AddColumns("node 节点", "state 状态", "partitions 分区", "which 分区号", "epochs 世代");
        for (var node = 0; node < run.Nodes.Count; node++) AddNode(table, node);
        return new Rows(table, new Markup(Summary(verdict)), new Text(Told()));
    }

    private void AddNode(Table table, int node)
    {
        PartitionId[] owned = [.. run.OwnedBy(node)];
        table.AddRow(run.Nodes.NameOf(node), run.Nodes.IsAlive(node) ? "up 运行" : "down 停止",
            owned.Length.ToString(CultureInfo.InvariantCulture), string.Join(' ', owned),
            string.Join(' ', owned.Select(run.Judge.Epochs.Of)));
    }

    private string Summary(Verdict verdict)
    {
        var colour = verdict.IsSound ? "green" : "red";
        return $"[{colour}]{verdict.Lost} lost, {verdict.Doubled} doubled 丢失 {verdict.Lost}，重复 {verdict.Doubled}[/] · "
            + string.Create(CultureInfo.InvariantCulture, $"{verdict.Events:N0} events in {verdict.Entries:N0} entries, ")
            + string.Create(CultureInfo.InvariantCulture, $"{verdict.Commands:N0} commands, {run.Load.Ledger.Retries:N0} tries again");
    }

    private string Told()
    {
        lock (told) return string.Join(Environment.NewLine, told);
    }
}
