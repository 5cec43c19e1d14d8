using CityKit.Core;

namespace CityKit.Client.Chains;

/// <summary>What a replay decided otherwise, or could not replay (重放发现).</summary>
/// <param name="Code">What kind of thing: differs, extra, refused, stopped, not-replayable.</param>
/// <param name="Entry">The journal entry.</param>
/// <param name="Found">What was found.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Remedy">What to do.</param>
public sealed record ProofFinding(string Code, long Entry, LocalizedText Found, LocalizedText Expected, LocalizedText Remedy);
