using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CityKit.Edge.Guest;

/// <summary>Waits on the kernel's clock, to the microsecond and without spinning.</summary>
internal static unsafe partial class Pause
{
    private const int Monotonic = 1;
    private const int Absolute = 1;

    internal static long Now => Stopwatch.GetTimestamp();

    internal static void Until(long nanoseconds)
    {
        var at = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        while (clock_nanosleep(Monotonic, Absolute, &at, null) != 0)
        {
        }
    }

    internal static void For(TimeSpan time) => Until(Now + (time.Ticks * TimeSpan.NanosecondsPerTick));

    [LibraryImport("libc", EntryPoint = "clock_nanosleep")]
    private static partial int clock_nanosleep(int clock, int flags, TimeSpec* at, void* left);

    private struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
