using System.Collections.Concurrent;
using CityKit.Core;

namespace CityKit.Samples.District.Load;

/// <summary>What was sent and what was answered for, as those who sent it know it: the judge compares the hubs' record with it.</summary>
internal sealed class Ledger
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.3);

    private readonly ConcurrentDictionary<LaneKey, LaneCount> lanes = new();
    private readonly ConcurrentDictionary<DeviceId, long> latest = new();
    private readonly ConcurrentQueue<string> faults = new();
    private long acknowledged;
    private long retries;
    private long busy;

    /// <summary>By device, outbox and lane: the last event made, and the last one that a hub answered for.</summary>
    internal IReadOnlyDictionary<LaneKey, LaneCount> Lanes => lanes;

    /// <summary>The ids of commands that a hub said are done.</summary>
    internal ConcurrentDictionary<string, byte> Done { get; } = new();

    /// <summary>The ids of commands that a hub refused, and why.</summary>
    internal ConcurrentDictionary<string, string> Refused { get; } = new();

    /// <summary>The ids of feed batches that a hub took.</summary>
    internal ConcurrentDictionary<string, byte> Feeds { get; } = new();

    /// <summary>When which device was answered, in order of the answers.</summary>
    internal ConcurrentQueue<(DeviceId Device, long Timestamp)> Answers { get; } = new();

    /// <summary>The calls of devices that took long or were not answered for.</summary>
    internal ConcurrentQueue<DeviceCall> Troubled { get; } = new();

    /// <summary>Answers that no hub may give.</summary>
    internal IReadOnlyCollection<string> Faults => faults;

    /// <summary>Events that hubs answered for.</summary>
    internal long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>How often a device or person was answered with busy, or with nothing, and sent the same again.</summary>
    internal long Retries => Interlocked.Read(ref retries);

    /// <summary>How often a node answered a device with busy.</summary>
    internal long Busy => Interlocked.Read(ref busy);

    internal void Made(LaneKey lane, long last) =>
        lanes.AddOrUpdate(lane, new LaneCount(last, 0), (_, count) => count with { Made = last });

    internal void Acknowledge(LaneKey lane, long last, int events, long timestamp)
    {
        lanes[lane] = new LaneCount(last, last);
        Interlocked.Add(ref acknowledged, events);
        Answers.Enqueue((lane.Device, timestamp));
        latest[lane.Device] = timestamp;
    }

    /// <summary>How many devices a hub answered after a moment.</summary>
    internal int AnsweredSince(long timestamp) => latest.Count(device => device.Value > timestamp);

    internal void Called(DeviceCall call)
    {
        if (call.Status != "synced" || call.Took > Slow) Troubled.Enqueue(call);
    }

    internal void Retry() => Interlocked.Increment(ref retries);

    internal void HeardBusy() => Interlocked.Increment(ref busy);

    internal void Fault(string what) => faults.Enqueue(what);
}
