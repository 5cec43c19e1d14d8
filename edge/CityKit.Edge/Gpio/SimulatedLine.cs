namespace CityKit.Edge.Gpio;

/// <summary>How one line of a <see cref="SimulatedChip"/> is requested and what it is wired to.</summary>
/// <param name="Name">The line's name.</param>
public sealed record SimulatedLine(string Name)
{
    /// <summary>What it reads when nothing drives it.</summary>
    public LineBias Bias { get; init; } = LineBias.PullDown;

    /// <summary>True when a low level means active.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>How many edges wait for the reader before the oldest is dropped; 16 to 65,536. The kernel gives 16 unless asked.</summary>
    public int BufferSize { get; init; } = 1024;

    /// <summary>The level driven at the start: true high, false low, null floating.</summary>
    public bool? Level { get; init; }
}
