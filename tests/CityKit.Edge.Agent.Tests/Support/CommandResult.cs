using System.Diagnostics;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>What a command that ends by itself said.</summary>
internal sealed record CommandResult(int Code, string Output, string Error)
{
    internal static async Task<CommandResult> OfAsync(IEnumerable<string> arguments, string? variable = null, string? value = null,
        string? program = null)
    {
        var start = Installation.Program(arguments, program);
        if (variable is not null) start.Environment[variable] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(AgentProcess.Patience);
        return new CommandResult(process.ExitCode, await output, await error);
    }
}
