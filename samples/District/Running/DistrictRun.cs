using System.Diagnostics;
using CityKit.BuiltIn;
using CityKit.Partitions;
using CityKit.PostgreSql;
using CityKit.Samples.District.Judging;
using CityKit.Samples.District.Load;
using CityKit.Samples.District.Nodes;
using CityKit.Samples.District.Plan;
using Npgsql;

namespace CityKit.Samples.District.Running;

/// <summary>A district that runs: nodes, a load, and a judge who watches.</summary>
internal sealed class DistrictRun : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(90);
    private readonly PostgreSqlDatabase database;
    private readonly ICityReader reader;
    private readonly OwnerTable owners;
    private readonly CancellationTokenSource over = new();
    private Task watching = Task.CompletedTask;
    private IReadOnlyList<Owner> owned = [];

    internal DistrictRun(DistrictOptions options, string connectionString, string logs)
    {
        Options = options;
        Nodes = new NodeSet(connectionString, options.Nodes + options.Spares, options.Partitions, options.Devices, logs);
        Load = new DistrictLoad(
            DistrictPlan.Of(options.Devices), Nodes.Addresses.Take(options.Nodes), options.Rate, options.Seed, TimeProvider.System);
        database = new PostgreSqlDatabase(connectionString);
        reader = database.Reader(options.Partitions);
        owners = new OwnerTable(connectionString);
        Judge = new Judge(options.Partitions, reader.Of, Load.Ledger);
    }

    /// <summary>How large it is.</summary>
    internal DistrictOptions Options { get; }

    /// <summary>Its nodes.</summary>
    internal NodeSet Nodes { get; }

    /// <summary>What is sent.</summary>
    internal DistrictLoad Load { get; }

    /// <summary>Who watches.</summary>
    internal Judge Judge { get; }

    /// <summary>The partitions that a node has, as it was seen last.</summary>
    internal IEnumerable<PartitionId> OwnedBy(int node) =>
        owned.Where(owner => owner.Address == Nodes.AddressOf(node)).Select(owner => owner.Partition);

    /// <summary>A partition, to read.</summary>
    internal Storage.ICityStore Of(PartitionId partition) => reader.Of(partition);

    /// <summary>Starts the nodes, then the load.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        await Nodes.StartAsync(0, cancellationToken);
        await Task.WhenAll(Enumerable.Range(1, Options.Nodes - 1).Select(node => Nodes.StartAsync(node, cancellationToken)));
        await reader.OpenAsync(HubDocuments.Kinds, cancellationToken);
        await Load.StartAsync(cancellationToken);
        watching = WatchAsync();
        await SettledAsync(Stopwatch.GetTimestamp(), null, cancellationToken);
    }

    /// <summary>Waits until every device was answered after a moment, and every partition is on a node that runs.</summary>
    /// <param name="since">The moment.</param>
    /// <param name="gone">A node that does not count, although its process may be there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="TimeoutException">It takes longer than <see cref="SettleLimit"/>.</exception>
    internal async Task SettledAsync(long since, int? gone, CancellationToken cancellationToken)
    {
        while (Load.Ledger.AnsweredSince(since) < Options.Devices || HousedWithout(gone) <= Options.Partitions)
        {
            if (Stopwatch.GetElapsedTime(since) > SettleLimit)
                throw new TimeoutException(
                    $"After {SettleLimit.TotalSeconds} s {Load.Ledger.AnsweredSince(since)} of {Options.Devices} devices were "
                    + $" answered, and {HousedWithout(gone)} of {Options.Partitions + 1} partitions are on a node. 未能恢复。");
            await Task.Delay(100, cancellationToken);
        }
    }

    private int HousedWithout(int? gone) => Enumerable.Range(0, Nodes.Count)
        .Where(node => node != gone && Nodes.IsAlive(node)).Sum(node => OwnedBy(node).Count());

    /// <summary>Lets the load drain, the nodes end, and judges.</summary>
    internal async Task<Verdict> FinishAsync(CancellationToken cancellationToken)
    {
        await Load.DrainAsync(TimeSpan.FromSeconds(30));
        await Nodes.DrainAsync(TimeSpan.FromSeconds(30));
        await over.CancelAsync();
        await watching;
        await Judge.WatchAsync(cancellationToken);
        return await Judge.JudgeAsync(cancellationToken);
    }

    /// <summary>Judges what the record holds so far; null when it cannot be read now.</summary>
    internal async Task<Verdict?> LookAsync()
    {
        try
        {
            return await Judge.JudgeAsync(over.Token);
        }
        catch (Exception away) when (away is IOException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>What each incident meant, as far as the record was judged.</summary>
    internal IEnumerable<IncidentReport> Report(IEnumerable<Incident> incidents)
    {
        var silences = new Silences(Load.Ledger.Answers, Judge.Tally.HomeOf);
        return incidents.Select(incident => IncidentReport.Of(incident, Judge.Epochs, silences, Load.Ledger.Troubled));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        await Load.DisposeAsync();
        Nodes.Dispose();
        await owners.DisposeAsync();
        await reader.DisposeAsync();
        await database.DisposeAsync();
        over.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await Judge.WatchAsync(over.Token);
                owned = await owners.ReadAsync(over.Token);
            }
            catch (Exception away) when (away is IOException or NpgsqlException or OperationCanceledException)
            {
                // PostgreSQL is away: the next look sees more
            }
            await Task.Delay(BetweenLooks, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
