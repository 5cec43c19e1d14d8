using CityKit.Core;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>What does not change while the agent runs.</summary>
/// <param name="Device">The device.</param>
/// <param name="Sensors">How many sensors it has.</param>
/// <param name="StartedAt">When it was started, by the wall clock of that moment.</param>
internal sealed record EdgeFacts(DeviceId Device, int Sensors, DateTimeOffset StartedAt);
