using System.Diagnostics;
using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Samples.District.Load;

/// <summary>
/// A device as hubs see it: a key and an outbox of its own; one batch at a time, sent until it is answered for, to the node that the last
/// answer named and to any other when that one fails.
/// </summary>
internal sealed class LoadDevice
{
    private const int AlarmEvery = 20;
    private static readonly Duration Up = Duration.FromHours(1);

    private readonly Doors doors;
    private readonly Ledger ledger;
    private readonly LoadRate rate;
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly Instant zero;
    private readonly LaneOutbox readings;
    private readonly LaneOutbox alarms;
    private Uri? owner;
    private int rounds;

    internal LoadDevice(DeviceId id, Doors doors, Ledger ledger, LoadRate rate, TimeProvider time, Random random)
    {
        (Id, this.doors, this.ledger, this.rate, this.time, this.random) = (id, doors, ledger, rate, time, random);
        zero = time.GetUtcNow().ToInstant() - Up;
        var outbox = new OutboxId(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
        var boot = new BootClock(0, new BootId((ulong)random.NextInt64()), zero, ClockQuality.Synchronized);
        readings = new LaneOutbox(new LaneKey(id, outbox, Lane.Reading), Key, boot);
        alarms = new LaneOutbox(new LaneKey(id, outbox, Lane.Alarm), Key, boot);
    }

    /// <summary>Its name.</summary>
    internal DeviceId Id { get; }

    /// <summary>Its key.</summary>
    internal DeviceKey Key { get; } = DeviceKey.Create();

    /// <summary>Makes events and sends them until <paramref name="stop"/>; what is made by then is sent all the same.</summary>
    /// <param name="stop">Makes nothing more.</param>
    /// <param name="end">Gives up what is not answered for.</param>
    internal async Task RunAsync(CancellationToken stop, CancellationToken end)
    {
        await DelayAsync(rate.Every * random.NextDouble(), stop);
        while (!stop.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            await SendAsync(readings, [.. Enumerable.Range(0, rate.EventsPerBatch).Select(Reading)], end);
            if (++rounds % AlarmEvery == 0) await SendAsync(alarms, [Alarm()], end);
            await DelayAsync(rate.Every - time.GetElapsedTime(began), stop);
        }
    }

    private async Task SendAsync(LaneOutbox lane, CityEvent[] events, CancellationToken end)
    {
        var envelope = lane.Pack(events);
        ledger.Made(lane.Lane, lane.Last);
        while (!end.IsCancellationRequested && !await TrySendAsync(lane, envelope, events.Length, end))
            await DelayAsync(TimeSpan.FromMilliseconds(50 + random.Next(200)), end);
    }

    private async Task<bool> TrySendAsync(LaneOutbox lane, byte[] envelope, int events, CancellationToken end)
    {
        var (node, began) = (owner ?? doors.Any(random), Stopwatch.GetTimestamp());
        var reply = await doors.PostAsync(node, envelope, end);
        ledger.Called(new DeviceCall(Id, node, reply.Status, began, Stopwatch.GetTimestamp()));
        owner = reply.Owner is { } hint && doors.Has(hint) ? hint : null;
        if (reply.Status == "synced" && reply.Cursor == lane.Last)
        {
            ledger.Acknowledge(lane.Lane, lane.Last, events, Stopwatch.GetTimestamp());
            return true;
        }
        ledger.Retry();
        if (reply.Status is "busy") ledger.HeardBusy();
        if (reply.Status is not (null or "busy" or "unavailable"))
            ledger.Fault($"{lane.Lane} to {lane.Last} was answered '{reply.Status}' with cursor {reply.Cursor}");
        return false;
    }

    private CityEvent Reading(int number) => new(EventKind.Reading, SensorName.Parse("water"), Now(), 1)
    {
        SpanNanoseconds = (rate.Every / rate.EventsPerBatch).Ticks * 100,
    };

    private CityEvent Alarm() => random.Next(2) == 0
        ? new CityEvent(EventKind.Contact, SensorName.Parse("smoke"), Now(), random.Next(2))
        : new CityEvent(EventKind.Detection, SensorName.Parse("fall"), Now(), 12_000);

    private DeviceTime Now() => new(0, (time.GetUtcNow().ToInstant() - zero).ToInt64Nanoseconds());

    private async Task DelayAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause > TimeSpan.Zero)
            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
