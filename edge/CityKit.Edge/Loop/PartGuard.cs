using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

/// <summary>
/// Runs what belongs to others on the loop's thread. What it throws is logged when it begins, and counted; the loop goes on.
/// </summary>
internal sealed class PartGuard(ILogger logger)
{
    private readonly HashSet<string> failing = [];
    private long faults;

    /// <summary>How often anything threw.</summary>
    internal long Faults => Interlocked.Read(ref faults);

    internal void Run(string part, Action work) => Run(part, () =>
    {
        work();
        return true;
    });

    /// <returns>What the part said; the default when it threw.</returns>
    internal T? Run<T>(string part, Func<T> work)
    {
        try
        {
            var said = work();
            failing.Remove(part);
            return said;
        }
        catch (Exception fault)
        {
            Note(part, fault);
            return default;
        }
    }

    internal void Note(string part, Exception fault)
    {
        Interlocked.Increment(ref faults);
        if (failing.Add(part)) EdgeLoopLog.PartFault(logger, fault, part);
    }
}
