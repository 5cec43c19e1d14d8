using System.Diagnostics;
using CityKit.Samples.District.Running;

namespace CityKit.Cluster.Tests;

/// <summary>Does harm to a district at random, one thing after the other; what is down comes back before the next.</summary>
internal sealed class Harm(DistrictRun run, Chaos chaos, Random random)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Goes on for a time.</summary>
    internal async Task RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            await Task.Delay(Pause, cancellationToken);
            await DoAsync(cancellationToken);
            for (var node = 0; node < run.Options.Nodes; node++)
                if (!run.Nodes.IsAlive(node)) await chaos.JoinAsync(node, cancellationToken);
        }
    }

    private Task DoAsync(CancellationToken cancellationToken) => random.Next(6) switch
    {
        0 or 1 => chaos.KillAsync(Any(), cancellationToken),
        2 => chaos.FreezeAsync(Any(), TimeSpan.FromSeconds(12), cancellationToken),
        3 => chaos.DatabaseAwayAsync(TimeSpan.FromSeconds(8), cancellationToken),
        4 => JoinAndLeaveAsync(cancellationToken),
        _ => RollAsync(cancellationToken),
    };

    private int Any() => random.Next(run.Options.Nodes);

    private async Task JoinAndLeaveAsync(CancellationToken cancellationToken)
    {
        var spare = run.Options.Nodes;
        await chaos.JoinAsync(spare, cancellationToken);
        await Task.Delay(Pause, cancellationToken);
        await chaos.DrainAsync(spare, cancellationToken);
    }

    private async Task RollAsync(CancellationToken cancellationToken)
    {
        for (var node = 0; node < run.Options.Nodes; node++)
        {
            await chaos.DrainAsync(node, cancellationToken);
            await chaos.JoinAsync(node, cancellationToken);
        }
    }
}
