using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.PostgreSql.Clusters;
using NodaTime;

namespace CityKit.Cli.Clusters;

/// <summary><c>cluster status</c>.</summary>
internal static class ClusterStatusRun
{
    internal static async Task<int> RunAsync(Terminal terminal, string connection, bool json, CancellationToken cancel)
    {
        await using var cluster = ClusterOptions.Open(connection, terminal.Time);
        var status = await cluster.StatusAsync(cancel).ConfigureAwait(false);
        var unowned = status.Partitions.Where(partition => partition.Node is null).ToArray();
        if (json) WriteJson(terminal, status, unowned);
        else WriteText(terminal, status, unowned);
        return unowned.Length == 0 ? ExitCode.Done : ExitCode.Rejects;
    }

    private static void WriteText(Terminal terminal, ClusterStatus status, ClusterPartition[] unowned)
    {
        foreach (var node in status.Nodes)
        {
            var owned = status.Partitions.Where(partition => partition.Node == node).ToArray();
            terminal.Output.WriteLine(Printable.Of($"{Of(node)}, {owned.Length} partition(s) 个分区"));
            foreach (var partition in owned) terminal.Output.WriteLine($"  {Of(partition)}");
        }
        if (unowned.Length > 0) terminal.Output.WriteLine("No node has 无主:");
        foreach (var partition in unowned) terminal.Output.WriteLine($"  {Of(partition)}");
        terminal.Output.WriteLine($"{status.Partitions.Count} partitions, {unowned.Length} of them without a node. "
            + $"共 {status.Partitions.Count} 个分区，{unowned.Length} 个无主。");
    }

    private static LocalizedText Silent { get; } = new("失联", "silent");

    private static LocalizedText Drained { get; } = new("已排空", "drained");

    private static LocalizedText Started { get; } = new("启动于", "since");

    private static LocalizedText Seen { get; } = new("最近", "seen");

    private static LocalizedText Epoch { get; } = new("纪元", "epoch");

    private static LocalizedText Entry { get; } = new("流水", "entry");

    private static LocalizedText Since { get; } = new("自", "since");

    private static LocalizedText Pinned { get; } = new("固定于", "pinned to");

    private static string Of(ClusterNode node) => $"{node.Name} {node.Address} {(node.IsSilent ? $"{Silent}" : node.Status)}"
        + $"{(node.IsDrained ? $", {Drained}" : "")}, {Started} {Text(node.StartedAt)}, {Seen} {Text(node.SeenAt)}";

    private static string Of(ClusterPartition partition) => Printable.Of(string.Create(CultureInfo.InvariantCulture,
        $"{partition.Id,-4}  {Epoch} {partition.Epoch}  {Entry} {partition.LastEntry:N0}  "
        + $"{Since} {(partition.ChangedAt is { } at ? Text(at) : "-")}{(partition.Pin is { } pin ? $"  {Pinned} {pin}" : "")}"));

    /// <summary>To the second, which is what people read.</summary>
    private static string Text(Instant at) => at.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static void WriteJson(Terminal terminal, ClusterStatus status, ClusterPartition[] unowned) =>
        JsonOutput.WriteLine(terminal.Output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", status.Partitions.Count);
        writer.WriteNumber("unowned", unowned.Length);
        writer.WriteStartArray("nodes");
        foreach (var node in status.Nodes) ClusterJson.Write(writer, node);
        writer.WriteEndArray();
        writer.WriteStartArray("partitions");
        foreach (var partition in status.Partitions) ClusterJson.Write(writer, partition);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
