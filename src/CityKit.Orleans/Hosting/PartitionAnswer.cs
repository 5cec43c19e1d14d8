using Orleans;

namespace CityKit.Orleans.Hosting;

/// <summary>What a hub on another node answered, or why it could not.</summary>
/// <param name="Bytes">Its answer; empty when it could not.</param>
/// <param name="Trouble">Why it cannot answer now; null when it did.</param>
[GenerateSerializer, Immutable, Alias("citykit.answer")]
internal readonly record struct PartitionAnswer([property: Id(0)] ReadOnlyMemory<byte> Bytes, [property: Id(1)] string? Trouble);
