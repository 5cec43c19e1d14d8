using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CityKit.Benchmarks;

/// <summary>
/// The CPU time that a hub's writer uses for a group of inputs: the time of its thread between the start and the end of the span
/// <c>citykit.hub.group</c>. What other threads do meanwhile is not in it. Linux.
/// </summary>
internal sealed partial class WriterClock : IDisposable
{
    private const int ThreadCpuTime = 3; // CLOCK_THREAD_CPUTIME_ID
    private readonly ActivityListener listener;
    private readonly List<double> groups = [];
    private (int Thread, double At) begun;

    internal WriterClock()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "CityKit",
            Sample = (ref ActivityCreationOptions<ActivityContext> made) =>
                made.Name == "citykit.hub.group" ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None,
            ActivityStarted = _ => begun = (Environment.CurrentManagedThreadId, Now()),
            ActivityStopped = _ => Take(),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Groups that ended on another thread than they began on, which are left out.</summary>
    internal int Left { get; private set; }

    /// <summary>The microseconds of each group since the last call. Only while the writer rests.</summary>
    internal double[] TakeMicroseconds()
    {
        var all = groups.ToArray();
        groups.Clear();
        return all;
    }

    public void Dispose() => listener.Dispose();

    private void Take()
    {
        if (begun.Thread == Environment.CurrentManagedThreadId) groups.Add(Now() - begun.At);
        else Left++;
    }

    private static double Now()
    {
        if (GetTime(ThreadCpuTime, out var at) != 0) throw new InvalidOperationException("The thread's CPU time cannot be read.");
        return at.Seconds * 1e6 + at.Nanoseconds / 1e3;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec at);

    private readonly struct TimeSpec
    {
        internal readonly long Seconds;
        internal readonly long Nanoseconds;
    }
}
