using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>What the loop knows of this boot's wall time, and what waits for it.</summary>
/// <param name="Quality">How far the time that events get can be trusted.</param>
/// <param name="Reason">Why, as the clock said when it was last asked; null when it says nothing.</param>
/// <param name="ReadingsWait">How long readings still wait at most; zero when they do not wait. Alarms never wait.</param>
public sealed record ClockStatus(ClockQuality Quality, LocalizedText? Reason, Duration ReadingsWait);
