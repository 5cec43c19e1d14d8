using CityKit.Core;
using CityKit.Partitions;

namespace CityKit.Cli.Clusters;

/// <summary><c>cluster move</c> and <c>cluster drain</c>.</summary>
internal static class ClusterChangeRun
{
    internal static async Task<int> MoveAsync(
        Terminal terminal, string connection, string partition, string? node, CancellationToken cancel)
    {
        var id = PartitionId.Parse(partition) ?? throw new ToolException(
            $"'{partition}' is no partition: 'city', or three digits such as 017. “{partition}”不是分区，须为 city 或三位数字（如 017）。");
        await using var cluster = ClusterOptions.Open(connection, terminal.Time);
        OrThrow(await cluster.MoveAsync(id, node, cancel).ConfigureAwait(false));
        terminal.Output.WriteLine(node is null
            ? $"{id} may be on any node again. 分区 {id} 不再固定节点。"
            : Printable.Of($"{id} is to be on {node}: its owner hands it over in seconds. 分区 {id} 将在数秒内移交至 {node}。"));
        return ExitCode.Done;
    }

    internal static async Task<int> DrainAsync(Terminal terminal, string connection, string node, bool undo, CancellationToken cancel)
    {
        if (node.Length == 0) throw new ToolException("Name a node as 'citykit cluster status' shows it. 请指定节点名，见 citykit cluster status。");
        await using var cluster = ClusterOptions.Open(connection, terminal.Time);
        OrThrow(await cluster.DrainAsync(node, !undo, cancel).ConfigureAwait(false));
        terminal.Output.WriteLine(Printable.Of(undo ? $"{node} takes partitions again. 节点 {node} 重新接收分区。"
            : $"{node} gives its partitions away; 'citykit cluster status' shows when it has none. 节点 {node} 正在移交全部分区。"));
        return ExitCode.Done;
    }

    private static void OrThrow(Refusal? refusal)
    {
        if (refusal is null) return;
        var allowed = refusal.Allowed.Count == 0 ? ""
            : $" Allowed: {string.Join(", ", refusal.Allowed)}. 可用：{string.Join("、", refusal.Allowed)}。";
        throw new ToolException(Printable.Of($"{refusal.Message}{allowed}"));
    }
}
