using CityKit.Samples.Compound.Driving;

namespace CityKit.Crash.Tests;

/// <summary>Kills the edge, the hub or both with SIGKILL, at random moments, until it has killed enough or is stopped.</summary>
internal sealed class Killer(Random random, int wanted)
{
    private const int LongestPauseMilliseconds = 1200;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<string> told = [];

    /// <summary>How many kills there were.</summary>
    internal int Done => told.Count;

    /// <summary>Who was killed, in order.</summary>
    internal string Told => string.Join(' ', told);

    internal void Stop() => stopping.Cancel();

    internal async Task RunAsync(Driver driver)
    {
        while (Done < wanted && !stopping.IsCancellationRequested)
        {
            await Task.Delay(random.Next(LongestPauseMilliseconds), stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested) return;
            var (edge, hub) = random.Next(3) switch { 0 => (true, false), 1 => (false, true), _ => (true, true) };
            (edge, hub) = (edge && driver.Edge.Kill(), hub && driver.Hub.Kill());
            if (edge || hub) told.Add(edge && hub ? "both" : edge ? "edge" : "hub"); // what is down cannot be killed, and is no kill
        }
    }
}
