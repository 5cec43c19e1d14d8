using CityKit.Core;
using CityKit.Credentials.Passes;
using NodaTime;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>A gate that passes open (通行证闸机).</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Channel">The channel of a pass scanner.</param>
/// <param name="Gate">What the gate accepts.</param>
/// <param name="Output">The output that opens it.</param>
public sealed record PassOptions(SensorName Sensor, string Channel, PassGateOptions Gate, string Output) : IDetectorOptions
{
    /// <summary>None.</summary>
    public IReadOnlyList<string> Lines => [];

    /// <summary>How long the output opens the gate; 0.5 to 60 s.</summary>
    public Duration OpenFor { get; init; } = Duration.FromSeconds(3);

    /// <inheritdoc/>
    public IDetector CreateDetector() => new PassDetector(this);
}
