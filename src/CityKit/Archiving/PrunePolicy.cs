using NodaTime;

namespace CityKit.Archiving;

/// <summary>Which archived payloads a store may drop (清除策略). Without bounds none: everything stays.</summary>
/// <param name="ReadingsBefore">Feeds and batches of the reading lane that were received before this moment; null for none.</param>
/// <param name="AllBefore">
/// Everything that was received before this moment, decisions too: commands, configuration, batches of the alarm lane; null for none.
/// </param>
public sealed record PrunePolicy(Instant? ReadingsBefore = null, Instant? AllBefore = null);
