using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>One look at the wall clock. <c>default</c> is 1970-01-01.</summary>
/// <param name="Now">What it shows; of no meaning when the quality is unknown.</param>
/// <param name="Quality">How far it can be trusted.</param>
public readonly record struct WallTime(Instant Now, ClockQuality Quality)
{
    /// <summary>Why it can be trusted so far, for people; null when the clock says nothing.</summary>
    public LocalizedText? Reason { get; init; }
}
