using System.Text.Json;
using CityKit.PostgreSql.Clusters;

namespace CityKit.Cli.Clusters;

/// <summary>A cluster's nodes and partitions as JSON; times as ISO 8601 in UTC, what is missing as null.</summary>
internal static class ClusterJson
{
    internal static void Write(Utf8JsonWriter writer, ClusterNode node)
    {
        writer.WriteStartObject();
        writer.WriteString("name", node.Name);
        writer.WriteString("address", node.Address);
        writer.WriteString("status", node.Status);
        writer.WriteBoolean("silent", node.IsSilent);
        writer.WriteBoolean("drained", node.IsDrained);
        writer.WriteString("startedAt", $"{node.StartedAt}");
        writer.WriteString("seenAt", $"{node.SeenAt}");
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, ClusterPartition partition)
    {
        writer.WriteStartObject();
        writer.WriteString("partition", $"{partition.Id}");
        writer.WriteString("node", partition.Node?.Name);
        writer.WriteString("address", partition.Address);
        writer.WriteNumber("epoch", partition.Epoch);
        writer.WriteNumber("lastEntry", partition.LastEntry);
        writer.WriteString("changedAt", partition.ChangedAt is { } at ? $"{at}" : null);
        writer.WriteString("pin", partition.Pin);
        writer.WriteEndObject();
    }
}
