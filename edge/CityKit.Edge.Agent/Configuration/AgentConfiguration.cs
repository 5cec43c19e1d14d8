using CityKit.Edge.Configuration;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Agent.Configuration;

/// <summary>All that the agent is configured with.</summary>
/// <param name="File">The path of the <c>edge.json</c>.</param>
/// <param name="Edge">What it says.</param>
/// <param name="Rules">The rules to judge on the device, with the register; null for none.</param>
internal sealed record AgentConfiguration(string File, EdgeConfiguration Edge, LocalRules? Rules);
