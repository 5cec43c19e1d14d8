using CityKit.Core.Text;

namespace CityKit.Edge.Configuration;

/// <summary>What reading an <c>edge.json</c> gave.</summary>
/// <param name="Configuration">The configuration; null when anything is wrong.</param>
/// <param name="Errors">What is wrong.</param>
public sealed record EdgeConfigurationResult(EdgeConfiguration? Configuration, IReadOnlyList<ConfigError> Errors);
