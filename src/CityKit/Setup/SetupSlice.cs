using CityKit.Core;

namespace CityKit.Setup;

/// <summary>What a hub of one partition has for itself.</summary>
/// <param name="Partition">The partition's name: what its counters are tagged with.</param>
/// <param name="NumberPrefix">What comes before the year and running number of its work items.</param>
/// <param name="SensorsOf">Its part of the register file, from the devices that it has admitted.</param>
internal sealed record SetupSlice(string Partition, string NumberPrefix, Func<IEnumerable<DeviceId>, ReadOnlyMemory<byte>> SensorsOf);
