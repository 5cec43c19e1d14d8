namespace CityKit.Cli;

/// <summary>
/// A command cannot do its work; the message says why and what to do, and the tool ends with <see cref="ExitCode.CouldNot"/>.
/// </summary>
internal sealed class ToolException(string message) : Exception(message);
