namespace CityKit.Edge.Detectors.Barriers;

/// <summary>A dark interval and the beam that saw it; beam 0 is the uppermost.</summary>
internal readonly record struct Crossing(int Beam, DarkInterval Dark);
