using CityKit.Edge.Gpio;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

/// <summary>The outputs that detectors may switch. One that cannot be switched is told to the log and to the detector; the loop goes on.</summary>
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
