using NodaTime;

namespace CityKit.RuleTrials;

/// <summary>How far back a journal reached that was decided again (流水可回溯范围).</summary>
/// <param name="From">When the first entry came that has all that came after it; null when there is none.</param>
/// <param name="Pruned">How many entries before it were pruned and in no archive: what they said was not judged.</param>
/// <param name="PrunedUntil">When the last of those came; null for none. A window or wait that began before is incomplete.</param>
public sealed record JournalReach(Instant? From, long Pruned, Instant? PrunedUntil);
