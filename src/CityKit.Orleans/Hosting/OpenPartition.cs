using Orleans.Runtime;

namespace CityKit.Orleans.Hosting;

/// <summary>A partition whose hub runs on this node.</summary>
/// <param name="Hub">Its hub.</param>
/// <param name="Grain">The grain that has it.</param>
/// <param name="Epoch">The epoch of its claim.</param>
internal sealed record OpenPartition(CityHub Hub, IGrainContext Grain, long Epoch);
