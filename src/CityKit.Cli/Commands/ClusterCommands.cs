using System.CommandLine;
using System.CommandLine.Parsing;
using CityKit.Cli.Clusters;

namespace CityKit.Cli.Commands;

/// <summary><c>cluster status</c>, <c>cluster move</c> and <c>cluster drain</c>.</summary>
internal static class ClusterCommands
{
    internal static Command Create(Terminal terminal) => new("cluster",
        "A city on several nodes, through its database alone: no node is asked. 多节点城市集群（仅经数据库）。")
    {
        Status(terminal), Move(terminal), Drain(terminal),
    };

    private static Command Status(Terminal terminal)
    {
        var (database, json) = (ClusterOptions.Database(), CommonOptions.Json());
        var command = new Command("status", "Shows nodes and which of them has which partition, since when, with epoch and last entry. "
            + "Ends with 1 when a partition has no node. 查看节点与分区归属。") { database, json };
        command.SetAction((parsed, cancel) => ClusterStatusRun.RunAsync(
            terminal, parsed.GetValue(database)!, parsed.GetValue(json), cancel));
        return command;
    }

    private static Command Move(Terminal terminal)
    {
        var partition = new Argument<string>("PARTITION") { Description = "Which: city, or three digits. 分区：city 或三位数字。" };
        var node = new Argument<string?>("NODE")
        {
            Description = "The node's name, as 'cluster status' shows it. 节点名。", Arity = ArgumentArity.ZeroOrOne,
        };
        var any = new Option<bool>("--any") { Description = "No node in particular any more. 不再固定节点。" };
        var database = ClusterOptions.Database();
        var command = new Command("move", "Has a partition be on a node for as long as that node lives, also after a restart. "
            + "将分区固定到某节点。") { partition, node, any, database };
        command.Validators.Add(given => CheckNode(given, node, any));
        command.SetAction((parsed, cancel) => ClusterChangeRun.MoveAsync(
            terminal, parsed.GetValue(database)!, parsed.GetValue(partition)!, parsed.GetValue(node), cancel));
        return command;
    }

    private static Command Drain(Terminal terminal)
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as 'cluster status' shows it. 节点名。" };
        var undo = new Option<bool>("--undo") { Description = "It takes partitions again. 恢复接收分区。" };
        var database = ClusterOptions.Database();
        var command = new Command("drain", "Has a node give all its partitions away and take none until it is restarted, "
            + "as before work on its machine. 排空节点。") { node, undo, database };
        command.SetAction((parsed, cancel) => ClusterChangeRun.DrainAsync(
            terminal, parsed.GetValue(database)!, parsed.GetValue(node)!, parsed.GetValue(undo), cancel));
        return command;
    }

    private static void CheckNode(CommandResult given, Argument<string?> node, Option<bool> any)
    {
        var isNamed = given.GetResult(node) is { Tokens.Count: > 0 };
        if (isNamed == given.GetValue(any))
            given.AddError("Give a node or --any, one of them. 节点名与 --any 须二选一。");
    }
}
