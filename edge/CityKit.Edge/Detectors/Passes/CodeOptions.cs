using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>Codes that are scanned (扫码).</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Channel">The channel of a scanner.</param>
public sealed record CodeOptions(SensorName Sensor, string Channel) : IDetectorOptions
{
    /// <summary>None.</summary>
    public IReadOnlyList<string> Lines => [];

    /// <summary>The same code again within this time is the same scan; 0 to 1 h.</summary>
    public Duration HoldOff { get; init; } = Duration.FromSeconds(3);

    /// <inheritdoc/>
    public IDetector CreateDetector() => new CodeDetector(this);
}
