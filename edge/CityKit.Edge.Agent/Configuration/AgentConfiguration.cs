using CityKit.Edge.Bundles;
using CityKit.Edge.Configuration;
using CityKit.Edge.Loop;

namespace CityKit.Edge.Agent.Configuration;

/// <summary>All that the agent is configured with.</summary>
/// <param name="File">The path of the <c>edge.json</c>.</param>
/// <param name="Edge">What it says.</param>
/// <param name="Rules">The rules to judge on the device, with the register; null for none.</param>
internal sealed record AgentConfiguration(string File, EdgeConfiguration Edge, LocalRules? Rules)
{
    /// <summary>The same device under a configuration of the hub's; itself for none.</summary>
    internal AgentConfiguration Under(EdgeBundle? bundle) => bundle is null ? this : this with
    {
        Edge = WithHub(bundle.Configuration),
        Rules = new LocalRules(bundle.Rules, bundle.Register) { Suspensions = bundle.Configuration.Suspensions },
    };

    /// <summary>A configuration of the hub's; one that names no hub leaves the device at its own.</summary>
    internal EdgeConfiguration WithHub(EdgeConfiguration next) => next with { Hub = next.Hub ?? Edge.Hub };
}
