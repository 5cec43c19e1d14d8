using System.Reflection;

namespace CityKit.Edge.Agent;

/// <summary>The agent's version.</summary>
internal static class AgentVersion
{
    internal static string Text { get; } =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
