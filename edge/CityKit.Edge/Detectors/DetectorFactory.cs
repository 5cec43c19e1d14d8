namespace CityKit.Edge.Detectors;

/// <summary>Makes the detectors of a configuration.</summary>
public static class DetectorFactory
{
    /// <summary>A fresh detector for each sensor, in this order.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; never for a configuration that was read without
    /// errors.</exception>
    public static IReadOnlyList<IDetector> CreateAll(IEnumerable<IDetectorOptions> sensors) => [.. sensors.Select(s => s.CreateDetector())];
}
