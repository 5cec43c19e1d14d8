using System.Collections.Concurrent;
using CityKit.Core;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>Which detectors are to fail at their next edge.</summary>
internal sealed class SimulatedFaults
{
    private readonly ConcurrentDictionary<string, bool> asked = [];

    /// <summary>Asks for one failure.</summary>
    internal void Ask(string sensor) => asked[sensor] = true;

    /// <summary>Fails once when it was asked for.</summary>
    /// <exception cref="InvalidOperationException">It was asked for.</exception>
    internal void ThrowIfAsked(SensorName sensor)
    {
        if (asked.TryRemove(sensor.Value, out _)) throw new InvalidOperationException("A fault that the script asked for. 脚本要求的故障。");
    }
}
