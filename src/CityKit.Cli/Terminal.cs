using System.CommandLine;

namespace CityKit.Cli;

/// <summary>Where a command's words go: data to the output, messages and progress to the error output.</summary>
/// <param name="Output">Data only; buffered, flushed when the command ends.</param>
/// <param name="Error">Messages and progress.</param>
/// <param name="IsLive">True when a person watches the error output.</param>
/// <param name="Time">The clock, for progress.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, bool IsLive, TimeProvider Time)
{
    /// <summary>The command line's own help and errors go the same ways.</summary>
    internal InvocationConfiguration Invocation => new()
    {
        Output = Output, Error = Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
    };
}
