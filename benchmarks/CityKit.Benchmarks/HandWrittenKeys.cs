using System.Runtime.InteropServices;

namespace CityKit.Benchmarks;

/// <summary>
/// What a careful programmer would write for many meters and one rule: a dictionary of the keys, each with its window's sum, or the sums of
/// its steps.
/// </summary>
internal sealed class HandWrittenKeys(int keys, long over, int steps, long limit)
{
    private readonly Dictionary<int, Window> windows = new(keys);
    private readonly long step = over / steps;

    /// <summary>How often a window was over the limit.</summary>
    internal long Raised { get; private set; }

    internal static long BytesOf(int keys, int steps)
    {
        var before = Memory();
        var written = new HandWrittenKeys(keys, steps, steps, long.MaxValue);
        var after = Memory();
        GC.KeepAlive(written);
        return after - before;
    }

    /// <summary>What is in use: GC.GetTotalMemory gives up when less than a twentieth changes.</summary>
    internal static long Memory()
    {
        for (var i = 0; i < 3; i++) GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    internal void Observe(int key, long end, long value)
    {
        ref var window = ref CollectionsMarshal.GetValueRefOrAddDefault(windows, key, out _);
        var number = (end - 1) / step;
        if (number != window.Number) Move(ref window, number);
        if (window.Steps is not null) window.Steps[number % steps] += value;
        window.Sum += value;
        if (window.Sum > limit) Raised++;
    }

    private void Move(ref Window window, long number)
    {
        if (steps == 1) window.Sum = 0;
        else
        {
            window.Steps ??= new long[steps];
            for (var left = Math.Max(window.Number + 1, number - steps + 1); left <= number; left++)
            {
                window.Sum -= window.Steps[left % steps];
                window.Steps[left % steps] = 0;
            }
        }
        window.Number = number;
    }

    private struct Window
    {
        internal long Number;
        internal long Sum;
        internal long[]? Steps;
    }
}
