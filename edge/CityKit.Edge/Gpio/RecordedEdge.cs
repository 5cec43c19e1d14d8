namespace CityKit.Edge.Gpio;

/// <summary>One edge of a recording. <c>default</c> is line 0, not active at 0.</summary>
/// <param name="Line">Index of the line.</param>
/// <param name="Active">The level after the edge, active-low applied.</param>
/// <param name="Nanoseconds">When, on the boot's monotonic clock.</param>
/// <param name="Missed">How many edges of this line were dropped just before it.</param>
public readonly record struct RecordedEdge(int Line, bool Active, long Nanoseconds, uint Missed = 0);
