using CityKit.Edge.Channels;
using NodaTime;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>One line of a script for simulated pins.</summary>
/// <param name="What">What happens.</param>
/// <param name="Name">The line, the channel, or the sensor whose detector is to fail; empty for a wait.</param>
/// <param name="For">How long to wait, or how long a pulse is.</param>
/// <param name="Count">How many pulses.</param>
/// <param name="Every">From the beginning of one pulse to that of the next.</param>
internal readonly record struct ScriptStep(ScriptAction What, string Name, Duration For = default, int Count = 1, Duration Every = default)
{
    /// <summary>What the channel gives.</summary>
    public ChannelRead Read { get; init; }
}
