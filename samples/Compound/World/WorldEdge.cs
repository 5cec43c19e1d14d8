namespace CityKit.Samples.Compound.World;

/// <summary>A line takes a level at a moment of the boot.</summary>
internal readonly record struct WorldEdge(int Line, bool Active, long Nanoseconds);
