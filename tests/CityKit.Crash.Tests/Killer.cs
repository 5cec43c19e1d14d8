using CityKit.Samples.Compound.Driving;
using CityKit.Shared.PostgreSql;

namespace CityKit.Crash.Tests;

/// <summary>
/// Kills the edge, the hub, its database server or several of them together, at random moments, until it has killed enough or is stopped.
/// </summary>
/// <param name="random">When and whom.</param>
/// <param name="wanted">How many kills are enough.</param>
/// <param name="server">The server; null for a hub over a file.</param>
internal sealed class Killer(Random random, int wanted, PrivatePostgres? server = null)
{
    private const int LongestPauseMilliseconds = 1200;
    private const int StepMilliseconds = 20;
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
            await PauseAsync(driver);
            if (stopping.IsCancellationRequested) return;
            var whom = random.Next(1, server is null ? 4 : 8);
            var crash = (whom & 4) == 0 ? null : Task.Run(server!.Crash);
            var (edge, hub) = ((whom & 1) != 0 && driver.Edge.Kill(), (whom & 2) != 0 && driver.Hub.Kill());
            if (crash is not null) await crash;
            var killed = (string?[])[edge ? "edge" : null, hub ? "hub" : null, crash is null ? null : "server"];
            if (killed.Any(name => name is not null)) told.Add(string.Join('+', killed.OfType<string>())); // what is down cannot be killed
        }
    }

    /// <summary>
    /// Every other time, on average, the story may first go on by a step: where they come back slowly, it would never end else.
    /// </summary>
    private async Task PauseAsync(Driver driver)
    {
        var (before, waits) = (driver.Reached, random.Next(2) == 0);
        await WaitAsync(random.Next(LongestPauseMilliseconds));
        while (waits && driver.Reached == before && !stopping.IsCancellationRequested) await WaitAsync(StepMilliseconds);
    }

    private async Task WaitAsync(int milliseconds) =>
        await Task.Delay(milliseconds, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
