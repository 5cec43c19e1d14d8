using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>One look at the wall clock.</summary>
/// <param name="Now">What it shows; of no meaning when the quality is unknown.</param>
/// <param name="Quality">How far it can be trusted.</param>
public readonly record struct WallTime(Instant Now, ClockQuality Quality);
