using CityKit.Edge.Gpio;

namespace CityKit.Edge.Testing;

/// <summary>A line that the suite asks a bench for.</summary>
/// <param name="Name">Its name.</param>
public sealed record BenchLine(string Name)
{
    /// <summary>What it reads when nothing drives it.</summary>
    public LineBias Bias { get; init; } = LineBias.PullDown;

    /// <summary>True when a low level means active.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>How many edges wait for the reader.</summary>
    public int BufferSize { get; init; } = 1024;
}
