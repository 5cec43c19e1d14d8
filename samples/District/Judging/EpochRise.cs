using CityKit.Partitions;

namespace CityKit.Samples.District.Judging;

/// <summary>A partition was opened.</summary>
/// <param name="Partition">Which.</param>
/// <param name="Before">Its epoch before.</param>
/// <param name="After">Its epoch now.</param>
/// <param name="Timestamp">When that was seen.</param>
internal readonly record struct EpochRise(PartitionId Partition, long Before, long After, long Timestamp);
