using CityKit.Core.Text;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>Plays a script file as fast as it goes. A script with an error is not started.</summary>
internal sealed class ScriptPlayer(SimulatedEdge simulation, TextWriter output)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal async Task<int> PlayAsync(string file, CancellationToken cancel)
    {
        var errors = new ConfigErrors();
        var steps = Steps(file, errors);
        foreach (var error in errors) output.WriteLine(new Configuration.FileFinding(file, error));
        if (errors.Count > 0) return ExitCode.Findings;
        foreach (var step in steps) await simulation.PlayAsync(step, cancel);
        output.WriteLine($"{simulation.Shown} events. 共 {simulation.Shown} 个事件。");
        return ExitCode.Ok;
    }

    private List<ScriptStep> Steps(string file, ConfigErrors errors)
    {
        var steps = new List<ScriptStep>();
        foreach (var (index, line) in File.ReadLines(file).Index())
        {
            if (simulation.Pins.Script.Parse(index + 1, line, out var error) is { } step) steps.Add(step);
            if (error is not null) errors.Add(error);
        }
        return steps;
    }
}
