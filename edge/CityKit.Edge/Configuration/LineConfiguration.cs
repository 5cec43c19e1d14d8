using CityKit.Edge.Gpio;

namespace CityKit.Edge.Configuration;

/// <summary>One line of <c>edge.json</c> (线路配置).</summary>
/// <param name="Name">Its name, as sensors refer to it.</param>
/// <param name="Bias">What it reads when nothing drives it.</param>
/// <param name="ActiveLow">True when a low level means active.</param>
/// <param name="BufferSize">How many edges the kernel keeps for us.</param>
public sealed record LineConfiguration(string Name, LineBias Bias, bool ActiveLow, int BufferSize)
{
    /// <summary>The same line on a <see cref="SimulatedChip"/>.</summary>
    public SimulatedLine ToSimulated() => new(Name) { Bias = Bias, ActiveLow = ActiveLow, BufferSize = BufferSize };
}
