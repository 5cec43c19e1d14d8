using CityKit.Core.Wire;
using CityKit.Intake;
using CityKit.Observations;
using CityKit.Relaying;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace CityKit.Partitions;

/// <summary>
/// Brings what the partitions saw to the city's own, where rules over the whole city judge it (转送): in the order in which it was received.
/// All that it knows is read again wherever it is started; the city's partition takes nothing twice and nothing out of order.
/// </summary>
/// <param name="city">The hub of the city's own partition.</param>
/// <param name="around">The other partitions; null before they are known.</param>
/// <param name="limits">Limits of a batch.</param>
/// <param name="time">The clock of its rounds.</param>
/// <param name="logger">Where failures go.</param>
internal sealed partial class CityRelay(CityHub city, Func<(IPartitions Partitions, ICityReader Reader)?> around, WireLimits limits,
    TimeProvider time, ILogger? logger) : IRelay
{
    private const int MostEntries = 1_000; // of one relay
    private const int MostSensors = 1_000;
    private const long MostPassed = 10_000; // entries that are read again after a restart
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly ILogger logger = logger ?? NullLogger.Instance;
    private readonly CancellationTokenSource stopping = new();
    private readonly HashSet<PartitionId> known = [];
    private Dictionary<PartitionId, LaneReader> lanes = [];
    private RuleSet? rulesSeen;
    private RelayFilter? filter;
    private Task running = Task.CompletedTask;

    public void Start() => running = Task.Run(RunAsync, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <summary>One round over all partitions.</summary>
    /// <returns>Whether there is more to relay.</returns>
    /// <exception cref="IOException">A partition or a store does not answer now.</exception>
    internal async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        var (rules, _, taken) = city.Relayed;
        if (around() is not var (partitions, reader)) return false;
        if (rules.Of(RuleShare.City).Rules.IsEmpty)
        {
            if (!taken.IsEmpty) await EndAsync(taken.Keys, cancellationToken).ConfigureAwait(false);
            return false;
        }
        if (!ReferenceEquals(rules, rulesSeen)) known.Clear();
        rulesSeen = rules;
        var positions = await reader.ReadPositionsAsync(cancellationToken).ConfigureAwait(false);
        await LearnAsync(partitions, positions, cancellationToken).ConfigureAwait(false);
        await ReadAsync(reader, positions, cancellationToken).ConfigureAwait(false);
        return await RelayAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!stopping.IsCancellationRequested && !city.Lost.IsCompleted)
        {
            if (await TryStepAsync().ConfigureAwait(false)) continue;
            await Task.Delay(Period, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> TryStepAsync()
    {
        try
        {
            return await StepAsync(stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failed) // nothing may end the rounds
        {
            lanes = [];
            NotRelayed(failed);
            return false;
        }
    }

    private Task EndAsync(IEnumerable<string> ended, CancellationToken cancellationToken)
    {
        lanes = [];
        known.Clear();
        var at = city.Relayed.Lanes;
        return SendAsync(new Relay([.. ended.Order(StringComparer.Ordinal).Select(name => new RelayLane(name, at[name], null))], []),
            cancellationToken);
    }

    /// <summary>Asks partitions whose sensors may have changed, and begins the lanes of those that have none.</summary>
    private async Task LearnAsync(IPartitions partitions, IReadOnlyList<StorePosition> positions, CancellationToken cancellationToken)
    {
        foreach (var partition in PartitionId.All(partitions.Count).Skip(1).Where(id => !known.Contains(id)))
        {
            var at = positions[partition.Number + 1];
            if (at.History == default) continue; // no hub was ever there
            if (await AskAsync(partitions, partition, cancellationToken).ConfigureAwait(false) is not { } sensors) continue;
            var here = city.Relayed.Sensors;
            foreach (var part in sensors.Where(entry => !here.OfSensor(entry.Key).Contains(entry)).Chunk(MostSensors))
                await SendAsync(new Relay([], []) { Sensors = part }, cancellationToken).ConfigureAwait(false);
            if (!city.Relayed.Lanes.ContainsKey($"{partition}"))
                await SendAsync(new Relay([new RelayLane($"{partition}", null, new RelayCursor(at.History, at.Number))], []),
                    cancellationToken).ConfigureAwait(false);
            known.Add(partition);
            filter = null;
        }
    }

    /// <returns>Null while no hub has the partition: the others do not wait for it.</returns>
    private static async Task<IReadOnlyList<Sensor>?> AskAsync(
        IPartitions partitions, PartitionId partition, CancellationToken cancellationToken)
    {
        try
        {
            return (IReadOnlyList<Sensor>)await partitions.AskAsync(
                partition, new CitySensorsCall(), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task ReadAsync(ICityReader reader, IReadOnlyList<StorePosition> positions, CancellationToken cancellationToken)
    {
        var (rules, sensors, taken) = city.Relayed;
        filter ??= new RelayFilter(rules.Of(RuleShare.City), sensors, limits);
        foreach (var partition in known.Order().ToArray())
        {
            if (!lanes.TryGetValue(partition, out var lane))
                lanes[partition] = lane = new LaneReader(partition, taken[$"{partition}"]);
            var at = positions[partition.Number + 1];
            if (lane.History != at.History) await GoOnAsync(lane, reader, at, cancellationToken).ConfigureAwait(false);
            if (await lane.ReadAsync(reader.Of(partition), at, filter, city, cancellationToken).ConfigureAwait(false))
                known.Remove(partition);
        }
    }

    /// <summary>A partition was restored from an older copy.</summary>
    private static async Task GoOnAsync(LaneReader lane, ICityReader reader, StorePosition at, CancellationToken cancellationToken)
    {
        var cells = await reader.Of(lane.Partition).FindCellsAsync([HubCells.Histories], cancellationToken).ConfigureAwait(false);
        var histories = cells is [var cell] ? HubHistories.Read(cell.Bytes.Span) : new HubHistories(at.History, []);
        lane.GoOnFrom(at.History, histories.Current == at.History ? histories.EntryOf(lane.History, lane.Number) : at.Number);
    }

    /// <summary>Relays what was received before anything that is still to be read.</summary>
    private async Task<bool> RelayAsync(CancellationToken cancellationToken)
    {
        var until = lanes.Values.Where(lane => lane.HasMore).Select(lane => lane.ReadTo).DefaultIfEmpty(Instant.MaxValue).Min();
        var ready = lanes.Values.SelectMany(lane => lane.Waiting.TakeWhile(one => one.Due <= until).Select(one => (one.Due, Lane: lane)))
            .OrderBy(one => one.Due).ThenBy(one => one.Lane.Partition).Take(MostEntries).ToArray();
        RelayEntry[] entries = [.. ready.Select(one => one.Lane.Dequeue())];
        LaneReader[] moved = [.. lanes.Values.Where(lane => (entries.Length > 0 && lane.Passed > 0) || lane.Passed >= MostPassed)];
        if (moved.Length > 0) await MoveAsync(moved, entries, cancellationToken).ConfigureAwait(false);
        return lanes.Values.Any(lane => (lane.HasMore && known.Contains(lane.Partition)) || (entries.Length > 0 && lane.Waiting.Any()));
    }

    private async Task MoveAsync(LaneReader[] moved, RelayEntry[] entries, CancellationToken cancellationToken)
    {
        var steps = moved.OrderBy(lane => lane.Partition).Select(lane => (Lane: lane, Step: lane.Lane())).ToArray();
        await SendAsync(new Relay([.. steps.Select(one => one.Step)], entries), cancellationToken).ConfigureAwait(false);
        foreach (var (lane, step) in steps) lanes[lane.Partition] = lane.After(step.Through!.Value);
    }

    /// <exception cref="IOException">The lanes were not where they were thought to be: they are read again.</exception>
    private async Task SendAsync(Relay relay, CancellationToken cancellationToken)
    {
        if (!(await city.TakeAsync(relay, cancellationToken).ConfigureAwait(false)).IsTaken)
            throw new IOException("The lanes of the city's partition have moved meanwhile: they are read again. 转送位置已变动，重新读取。");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the partitions saw could not be brought to the city's own; it is tried again "
        + "in a second. 暂时无法将各分区所见转送至市级分区，稍后重试。")]
    private partial void NotRelayed(Exception failed);
}
