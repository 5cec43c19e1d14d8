using CityKit.Core;

namespace CityKit.Edge.Detectors;

/// <summary>What a configuration says about one sensor (传感器配置): everything its detector needs.</summary>
public interface IDetectorOptions
{
    /// <summary>The sensor.</summary>
    SensorName Sensor { get; }

    /// <summary>The names of the lines it listens to.</summary>
    IReadOnlyList<string> Lines { get; }

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    IDetector CreateDetector();
}
