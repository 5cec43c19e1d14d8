namespace CityKit.Edge.Detectors.Barriers;

/// <summary>A further light barrier under the others (下方光束).</summary>
/// <param name="Line">Its line.</param>
/// <param name="SpacingMillimetres">How far it is below the beam above it, 2,000 to 20,000.</param>
public sealed record BeamBelow(string Line, int SpacingMillimetres);
