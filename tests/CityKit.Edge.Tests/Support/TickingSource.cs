using System.Diagnostics;
using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Tests.Support;

/// <summary>Lines on which nothing happens but time passing, by the machine's monotonic clock; or not even that.</summary>
internal sealed class TickingSource(string[] lines, TickingSource.Mode mode = TickingSource.Mode.Ticks) : ILineSource
{
    private readonly long opened = Stopwatch.GetTimestamp();
    private readonly ManualResetEventSlim closed = new();
    private bool read;

    internal enum Mode
    {
        Ticks,

        /// <summary>After the first read the time of its edges stands still.</summary>
        Stuck,

        /// <summary>The second read fails, when whoever looks once has had time to.</summary>
        Fails,
    }

    public BootId Boot => Samples.Boot;

    public IReadOnlyList<string> Lines => lines;

    public bool CanRewind => false;

    public long Now => Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);

    public bool IsActive(int line) => false;

    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        var first = !read;
        read = true;
        if (mode == Mode.Fails && !first) Fail();
        closed.Wait(timeout < TimeSpan.FromMilliseconds(5) ? timeout : TimeSpan.FromMilliseconds(5));
        return new LineRead(0, mode == Mode.Stuck ? opened * (1_000_000_000 / Stopwatch.Frequency) : Now, 0);
    }

    public void Rewind(long position) => throw new NotSupportedException();

    public void Dispose() => closed.Set();

    private static void Fail()
    {
        Thread.Sleep(50);
        throw new IOException("The chip does not answer.");
    }
}
