using CityKit.Edge.Gpio;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

/// <summary>The outputs that detectors and alerts switch. One that cannot be switched is told to the log and to who asked; the loop goes on.</summary>
internal sealed class OutputBoard(IReadOnlyList<IOutputLine> outputs, Func<long> now, ILogger logger)
{
    /// <summary>Switches an output.</summary>
    /// <returns>When, and whether it was done.</returns>
    internal (long At, bool Done) Set(string name, bool active)
    {
        foreach (var output in outputs)
            if (output.Name == name) return Set(output, active);
        return (now(), false);
    }

    /// <summary>Takes an output out of its safe state, or puts it back.</summary>
    /// <returns>Whether it was done.</returns>
    internal bool Drive(string name, bool away)
    {
        if (outputs.FirstOrDefault(output => output.Name == name) is not { } output || !Set(output, output.SafeState != away).Done) return false;
        EdgeLoopLog.Driven(logger, name, away ? "left its safe state" : "is in its safe state again");
        return true;
    }

    private (long At, bool Done) Set(IOutputLine output, bool active)
    {
        try
        {
            output.Set(active);
            return (now(), true);
        }
        catch (Exception failed) when (failed is IOException or ObjectDisposedException)
        {
            EdgeLoopLog.NotSwitched(logger, failed, output.Name);
            return (now(), false);
        }
    }
}
