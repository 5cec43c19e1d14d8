using System.Diagnostics;

namespace CityKit.Attack.Tests.Attackers;

/// <summary>Does something so often a second, until it is to end.</summary>
internal static class Pace
{
    internal static async Task<long> RunAsync(double perSecond, Func<long, Task> act, CancellationToken end)
    {
        var began = Stopwatch.GetTimestamp();
        var done = 0L;
        while (!end.IsCancellationRequested)
        {
            while (done < Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond && !end.IsCancellationRequested) await act(done++);
            await Task.Delay(5, CancellationToken.None);
        }
        return done;
    }
}
