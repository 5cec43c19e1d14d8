using CityKit.Core;

namespace CityKit.Import.Resurveys;

/// <summary>What became of a diff or of its review or application.</summary>
/// <param name="Counts">How much differs, or was decided on, or was applied.</param>
/// <param name="Refusal">Why it could not be done; null when it was.</param>
public sealed record DiffResult(DiffCounts Counts, Refusal? Refusal);
