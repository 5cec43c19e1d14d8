using System.Diagnostics;

namespace CityKit.Edge.Guest;

/// <summary>Other programs that want the processor all the time.</summary>
internal sealed class BusyLoops(int count) : IDisposable
{
    private readonly Process[] loops = [.. Enumerable.Range(0, count).Select(_ => Process.Start("/bin/sh", ["-c", "while :; do :; done"]))];

    public void Dispose()
    {
        foreach (var loop in loops)
        {
            loop.Kill();
            loop.Dispose();
        }
    }
}
