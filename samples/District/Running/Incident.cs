using CityKit.Partitions;

namespace CityKit.Samples.District.Running;

/// <summary>Something that was done to the district.</summary>
/// <param name="Kind">What.</param>
/// <param name="Node">To which node; null for the database.</param>
/// <param name="From">When it began.</param>
/// <param name="Done">When what was done was over.</param>
/// <param name="To">When every device was answered again.</param>
/// <param name="Owned">The partitions that the node had before.</param>
/// <param name="Busy">How often a node answered a device with busy.</param>
internal sealed record Incident(
    IncidentKind Kind, string? Node, long From, long Done, long To, IReadOnlySet<PartitionId> Owned, long Busy);
