using CityKit.Edge.Gpio;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

/// <summary>
/// The outputs that detectors and alerts switch. One that throws, or does not answer within a second, is reported to the log and to who
/// asked; the loop goes on.
/// </summary>
internal sealed class OutputBoard(IReadOnlyList<IOutputLine> outputs, Func<long> now, ILogger logger, EdgeLabels? labels = null)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly EdgeLabels labels = labels ?? EdgeLabels.None;
    private readonly Dictionary<string, Task> hanging = [];

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
        if (outputs.FirstOrDefault(output => output.Name == name) is not { } output || !Set(output, output.SafeState != away).Done)
            return false;
        EdgeLoopLog.Driven(logger, labels.Output(name), away ? "left its safe state" : "is in its safe state again");
        return true;
    }

    /// <summary>Puts all into their safe states and gives them back; one that throws or hangs does not keep the others.</summary>
    internal static void Release(IEnumerable<IOutputLine> outputs)
    {
        Task[] released =
            [.. outputs.Select(output =>
                Task.Factory.StartNew(output.Dispose, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAny([Task.WhenAll(released)], Patience);
    }

    private (long At, bool Done) Set(IOutputLine output, bool active)
    {
        if (hanging.TryGetValue(output.Name, out var before) && !before.IsCompleted) return (now(), false);
        var switching = Task.Factory.StartNew(() => output.Set(active), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        hanging[output.Name] = switching;
        Task.WaitAny([switching], Patience);
        if (!switching.IsCompletedSuccessfully)
            EdgeLoopLog.NotSwitched(logger, switching.Exception?.InnerException, labels.Output(output.Name),
                switching.IsCompleted ? "it failed" : "it does not answer");
        return (now(), switching.IsCompletedSuccessfully);
    }
}
