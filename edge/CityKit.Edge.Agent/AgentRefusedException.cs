namespace CityKit.Edge.Agent;

/// <summary>
/// A command could not do its work; the message says why and what to do, and the process ends with <see cref="ExitCode.CouldNot"/>.
/// </summary>
internal sealed class AgentRefusedException(string message) : Exception(message);
