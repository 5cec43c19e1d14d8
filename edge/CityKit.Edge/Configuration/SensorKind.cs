using CityKit.Edge.Detectors;

namespace CityKit.Edge.Configuration;

/// <summary>One kind of sensor that <c>edge.json</c> may name (传感器种类): the word, and what reads the rest of its object.</summary>
/// <param name="Name">The word.</param>
/// <param name="Read">Reads the options; what is wrong is noted at the sensor's reader, and the file is then refused.</param>
internal sealed record SensorKind(string Name, Func<SensorConfiguration, IDetectorOptions> Read);
