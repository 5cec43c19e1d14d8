using System.Diagnostics;
using CityKit.Shared.PostgreSql;

namespace CityKit.Samples.District.Running;

/// <summary>Does things to a district, one after the other, and notes them.</summary>
/// <param name="run">The district.</param>
/// <param name="server">Its PostgreSQL; null when it is somebody else's, and is left alone.</param>
/// <param name="tell">What is done.</param>
internal sealed class Chaos(DistrictRun run, PrivatePostgres? server, Action<string> tell)
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(2);
    private readonly List<Incident> incidents = [];

    /// <summary>What was done.</summary>
    internal IReadOnlyList<Incident> Incidents => incidents;

    /// <summary>Ends a node by SIGKILL.</summary>
    internal Task KillAsync(int node, CancellationToken cancellationToken) =>
        DoAsync(IncidentKind.Kill, node, () => run.Nodes[node].KillAsync(), cancellationToken);

    /// <summary>Freezes a node for a time.</summary>
    internal Task FreezeAsync(int node, TimeSpan time, CancellationToken cancellationToken) =>
        DoAsync(IncidentKind.Freeze, node, async () =>
        {
            run.Nodes[node].Freeze();
            await Task.Delay(time, cancellationToken);
            run.Nodes[node].Thaw();
        }, cancellationToken);

    /// <summary>Has a node hand over and end.</summary>
    /// <exception cref="TimeoutException">It had to be killed.</exception>
    internal Task DrainAsync(int node, CancellationToken cancellationToken) => DoAsync(IncidentKind.Drain, node, async () =>
    {
        if (await run.Nodes[node].DrainAsync(DrainPatience) is null)
            throw new TimeoutException(
                $"{run.Nodes.NameOf(node)} did not end within {DrainPatience.TotalSeconds} s of SIGTERM. 节点未能按时退出。");
    }, cancellationToken);

    /// <summary>Starts a node.</summary>
    internal Task JoinAsync(int node, CancellationToken cancellationToken) =>
        DoAsync(IncidentKind.Join, node, () => run.Nodes.StartAsync(node, cancellationToken), cancellationToken);

    /// <summary>PostgreSQL is away for a time.</summary>
    internal Task DatabaseAwayAsync(TimeSpan time, CancellationToken cancellationToken) =>
        DoAsync(IncidentKind.DatabaseAway, null, async () =>
        {
            var postgres = server ?? throw new InvalidOperationException("The database is not ours to stop.");
            await Task.Run(postgres.Stop, cancellationToken);
            await Task.Delay(time, cancellationToken);
            await Task.Run(postgres.Start, cancellationToken);
        }, cancellationToken);

    private async Task DoAsync(IncidentKind kind, int? node, Func<Task> act, CancellationToken cancellationToken)
    {
        var name = node is { } number ? run.Nodes.NameOf(number) : null;
        tell($"{kind} {name}");
        var owned = node is { } of ? run.OwnedBy(of).ToHashSet() : [];
        var (from, busy) = (Stopwatch.GetTimestamp(), run.Load.Ledger.Busy);
        await act();
        var done = Stopwatch.GetTimestamp();
        await run.SettledAsync(done, kind is IncidentKind.Kill or IncidentKind.Drain ? node : null, cancellationToken);
        await Task.Delay(Calm, cancellationToken);
        incidents.Add(new Incident(kind, name, from, done, Stopwatch.GetTimestamp(), owned, run.Load.Ledger.Busy - busy));
    }
}
