using CityKit.Core;

namespace CityKit.Edge.Loop;

/// <summary>How far a wall clock can be trusted, and why.</summary>
/// <param name="Quality">How far.</param>
/// <param name="Reason">Why, for people.</param>
internal readonly record struct ClockEvidence(ClockQuality Quality, LocalizedText Reason);
