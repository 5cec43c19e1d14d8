namespace CityKit.Testing.Scenarios;

/// <summary>
/// A scenario did not come out as it was expected to. The message says what was expected, everything that happened instead, and the
/// nearest reason.
/// </summary>
public sealed class ScenarioException(string message) : Exception(message);
