using CityKit.Core;

namespace CityKit.Edge.Evidence;

/// <summary>A sensor whose detections are kept as evidence (取证传感器).</summary>
/// <param name="Sensor">The sensor.</param>
/// <param name="Lines">The names of the lines whose edges belong to it.</param>
/// <param name="Clip">Where the pictures of its place are; null for none.</param>
public sealed record EvidenceSensor(SensorName Sensor, IReadOnlyList<string> Lines, EvidenceClip? Clip);
