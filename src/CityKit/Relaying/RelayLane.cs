namespace CityKit.Relaying;

/// <summary>How far one partition's lane moves with a relay.</summary>
/// <param name="Partition">The partition by name, such as <c>007</c>.</param>
/// <param name="After">Where the lane is before it; null for one that begins.</param>
/// <param name="Through">Where it is after it; null for one that ends, as there is no rule for it any more.</param>
/// <param name="Lost">How many entries in between were pruned before they were relayed.</param>
internal sealed record RelayLane(string Partition, RelayCursor? After, RelayCursor? Through, long Lost = 0);
