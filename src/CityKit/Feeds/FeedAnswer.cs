using CityKit.Core;

namespace CityKit.Feeds;

/// <summary>What the hub says to a utility's batch.</summary>
/// <param name="Accepted">Rows taken in.</param>
/// <param name="Duplicates">Rows that were known already.</param>
/// <param name="Undecided">Rows kept but not judged: an unknown register or sensor, another unit, a register that ran backwards.</param>
/// <param name="Refusal">Why nothing was stored; null when it was, now or before.</param>
public sealed record FeedAnswer(int Accepted, int Duplicates, int Undecided, Refusal? Refusal);
