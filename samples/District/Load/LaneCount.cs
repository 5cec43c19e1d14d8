namespace CityKit.Samples.District.Load;

/// <summary>How far a lane is: the last event made, and the last one that a hub answered for.</summary>
internal readonly record struct LaneCount(long Made, long Acknowledged);
