using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Partitions;

/// <summary>Which partition gets which part of a command.</summary>
/// <param name="Parts">The parts, in the order in which they go.</param>
/// <param name="IsAny">Whether it is done when one did it; else when all did, and the first refusal ends it.</param>
/// <param name="Refusal">Why it goes nowhere; null when it goes.</param>
internal sealed record RoutedCommand(IReadOnlyList<(PartitionId Partition, HubCommand Command)> Parts, bool IsAny, Refusal? Refusal)
{
    /// <summary>The same command, completed, to the same partitions.</summary>
    internal RoutedCommand With(HubCommand completed) =>
        this with { Parts = [.. Parts.Select(part => (part.Partition, completed))] };

    internal static RoutedCommand To(HubCommand command, PartitionId partition) => new([(partition, command)], false, null);

    internal static RoutedCommand ToAll(HubCommand command, IEnumerable<PartitionId> partitions) =>
        InParts([.. partitions.Select(partition => (partition, command))]);

    internal static RoutedCommand ToAny(HubCommand command, IEnumerable<PartitionId> partitions) =>
        new([.. partitions.Select(partition => (partition, command))], true, null);

    internal static RoutedCommand InParts(IReadOnlyList<(PartitionId, HubCommand)> parts) => new(parts, false, null);

    internal static RoutedCommand Refused(Refusal refusal) => new([], false, refusal);
}
