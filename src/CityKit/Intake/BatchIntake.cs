using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Devices;
using NodaTime;

namespace CityKit.Intake;

/// <summary>Whether a batch is next in its lane; if so, journal, cursor, judgement.</summary>
internal sealed class BatchIntake(Judge judge, DeviceTable devices)
{
    internal BatchTaken Take(EventBatch batch, Instant receivedAt)
    {
        var header = batch.Header;
        if (devices.Find(header.Device) is not { } device) return BatchAnswer.Unknown(header.Device);
        if (device.Standing != Standing.Active) return BatchAnswer.Suspended(device);
        if (device.Retired.Contains(header.Outbox)) return BatchAnswer.RetiredOutbox(header);
        var bound = device.Outbox == header.Outbox ? device : device.WithOutbox(header.Outbox);
        if (CursorAfter(batch, out var wrong) is not { } after) return BatchAnswer.Garbage(wrong!);
        var (cursor, last) = (bound.Cursor(header.Lane), after.Sequence);
        if (last <= cursor.Sequence) return Repeat(device, header, cursor, batch.Events.Count);
        if (header.First <= cursor.Sequence) return BatchAnswer.Overlap(header.Lane, cursor, header.First);
        if (header.First > cursor.Sequence + 1) return BatchAnswer.Gap(header.Lane, cursor, header.First);
        if (header.Before != cursor.Hash) return BatchAnswer.Diverged(header.Lane, cursor);
        var isFirst = device.Outbox is not null && device.Outbox != bound.Outbox;
        return Accept(bound, batch, after, receivedAt) with { Replaced = isFirst ? device : null };
    }

    private BatchAnswer Repeat(DeviceRecord device, BatchHeader header, LaneCursor cursor, int events)
    {
        devices.PutAside(device with { Duplicates = device.Duplicates + events });
        return BatchAnswer.Synced(header.Lane, cursor);
    }

    private BatchTaken Accept(DeviceRecord bound, EventBatch batch, LaneCursor cursor, Instant receivedAt)
    {
        var lane = batch.Header.Lane;
        var device = bound.WithCursor(lane, cursor) with
        {
            Accepted = bound.Accepted + batch.Events.Count,
            HeardAt = receivedAt,
            Agent = AgentAfter(bound.Agent, batch),
            Clock = ClockOf(batch),
        };
        var isBack = devices.Put(device);
        return new BatchTaken(BatchAnswer.Synced(lane, cursor), device, isBack, judge.Take(batch, receivedAt));
    }

    /// <summary>Where a lane is after a batch; null with what is wrong in it.</summary>
    internal static LaneCursor? CursorAfter(EventBatch batch, out WireError? wrong) => LastSequence(batch, out wrong) is { } last
        ? new LaneCursor(last, batch.Events.Aggregate(batch.Header.Before, (hash, e) => hash.Next(e.Bytes.Span)))
        : null;

    private static DeviceAgent AgentAfter(DeviceAgent before, EventBatch batch) =>
        batch.Events.Aggregate(before, (agent, entry) => entry.Event is { } read ? agent.After(read) : agent);

    private static DeviceClock ClockOf(EventBatch batch)
    {
        var (oldest, newest) = (At(batch, batch.Events[0]), At(batch, batch.Events[^1]));
        return new DeviceClock(newest.Clock?.Quality ?? ClockQuality.Unknown, oldest.At, newest.At);
    }

    private static (BootClock? Clock, Instant? At) At(EventBatch batch, BatchEvent one)
    {
        if (one.Event?.Time is not { } time) return default;
        var clock = batch.Header.Boots.FirstOrDefault(boot => boot.Ordinal == time.Boot);
        return (clock, clock?.ToInstant(time.Nanoseconds));
    }

    /// <summary>
    /// Sequences must run on without a gap; a Dropped event stands for all it gave up. An unreadable event takes one number.
    /// </summary>
    private static long? LastSequence(EventBatch batch, out WireError? wrong)
    {
        var next = batch.Header.First;
        foreach (var entry in batch.Events)
        {
            var covers = entry.Event is { Kind: EventKind.Dropped, Value: > 0 } dropped ? dropped.Value : 1;
            var expected = next + covers - 1;
            wrong = entry.Event is { } read && read.Sequence != expected
                ? new WireError(0, new($"事件 {read.Sequence}", $"event {read.Sequence}"), new($"事件 {expected}", $"event {expected}"))
                : null;
            if (wrong is not null) return null;
            next = expected + 1;
        }
        wrong = null;
        return next - 1;
    }
}
