using CityKit.Core;

namespace CityKit.Edge.Evidence;

/// <summary>What keeping a file gave.</summary>
/// <param name="Name">The file's name; null when it could not be kept.</param>
/// <param name="Dropped">The names of the files that had to go for it.</param>
/// <param name="Refusal">Why it could not be kept; null when it was.</param>
internal sealed record EvidenceStored(string? Name, IReadOnlyList<string> Dropped, Refusal? Refusal);
