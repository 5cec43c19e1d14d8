using CityKit.Edge.Detectors.Barriers;

namespace CityKit.Edge.Testing.Passages;

/// <summary>One edge of a simulated passage (模拟边沿). <c>default</c> is the upper beam, light at 0.</summary>
/// <param name="Beam">0 = the uppermost beam, and on downwards.</param>
/// <param name="Dark">True when the beam goes dark.</param>
/// <param name="Nanoseconds">When.</param>
public readonly record struct PassageEdge(int Beam, bool Dark, long Nanoseconds);
