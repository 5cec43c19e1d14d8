using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices;

/// <summary>One line of a <see cref="ControllerLineSource"/> (线路).</summary>
/// <param name="Name">Its name, as sensors refer to it.</param>
/// <param name="Pin">Its number at the controller.</param>
public sealed record ControllerLine(string Name, int Pin)
{
    /// <summary>What it reads when nothing drives it.</summary>
    public LineBias Bias { get; init; }

    /// <summary>True when a low level means active.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>How many edges wait for the reader before the oldest are dropped; 1,024.</summary>
    public int BufferSize { get; init; } = 1024;
}
