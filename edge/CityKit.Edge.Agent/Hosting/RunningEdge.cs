using CityKit.Edge.Agent.Configuration;
using CityKit.Edge.Agent.Simulation;
using CityKit.Edge.Devices;
using CityKit.Edge.Devices.Opened;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>What runs under one configuration; the next configuration has another.</summary>
/// <param name="Runtime">Loop, outbox, forwarder.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Pins">The simulated pins; null on the machine's own.</param>
internal sealed record RunningEdge(EdgeRuntime Runtime, AgentConfiguration Configuration, SimulatedPins? Pins)
{
    /// <summary>The devices; null when there are none, or on simulated pins.</summary>
    internal DeviceSet? Devices { get; init; }

    /// <summary>Whether the loop has taken up its work and committed once.</summary>
    internal bool IsUp => Runtime.Loop.CurrentUntil > long.MinValue;
}
