using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Signing;
using NodaTime;

namespace CityKit.Devices;

/// <summary>What the hub knows of a device (设备档案): its key, its outbox, how far each lane came.</summary>
/// <param name="Id">The device.</param>
/// <param name="Key">The key that was admitted.</param>
public sealed record DeviceRecord(DeviceId Id, DevicePublicKey Key)
{
    /// <summary>The outbox in force; null until the first batch.</summary>
    public OutboxId? Outbox { get; init; }

    /// <summary>Outboxes that were in force before; refused forever.</summary>
    public ImmutableArray<OutboxId> Retired { get; init; } = [];

    /// <summary>The alarm lane.</summary>
    public LaneCursor Alarm { get; init; }

    /// <summary>The reading lane.</summary>
    public LaneCursor Reading { get; init; }

    /// <summary>Events taken in, over all its outboxes.</summary>
    public long Accepted { get; init; }

    /// <summary>Events that came again and were not stored again.</summary>
    public long Duplicates { get; init; }

    /// <summary>When the hub last took in a batch, by the hub's clock.</summary>
    public Instant? HeardAt { get; init; }

    /// <summary>The newest configuration bundle published for it; null for none.</summary>
    public BundleReference? Bundle { get; init; }

    /// <summary>The number of the release that is offered to it; 0 for none.</summary>
    public long Release { get; init; }

    /// <summary>What it reported of its agent.</summary>
    public DeviceAgent Agent { get; init; } = DeviceAgent.Unknown;

    /// <summary>What its latest batch said of its clock and of what waited.</summary>
    public DeviceClock Clock { get; init; } = DeviceClock.Unknown;

    /// <summary>Whether its batches are taken.</summary>
    public Standing Standing { get; init; }

    /// <summary>
    /// How far the hub had answered in the alarm lane, when a device showed that this was further than it has; 0 otherwise.
    /// </summary>
    public long AlarmOwed { get; init; }

    /// <summary>The same in the reading lane.</summary>
    public long ReadingOwed { get; init; }

    /// <summary>What the hub had answered for in this outbox and does not have.</summary>
    public IEnumerable<MissingEvents> Missing()
    {
        if (Outbox is not { } outbox) yield break;
        foreach (var lane in (Lane[])[Lane.Alarm, Lane.Reading])
            if (Owed(lane) > Cursor(lane).Sequence) yield return new MissingEvents(Id, outbox, lane, Cursor(lane).Sequence + 1, Owed(lane));
    }

    /// <summary>How far the hub had answered in a lane, when it is known to have less; 0 otherwise.</summary>
    public long Owed(Lane lane) => lane == Lane.Alarm ? AlarmOwed : ReadingOwed;

    /// <summary>The cursor of a lane.</summary>
    public LaneCursor Cursor(Lane lane) => lane == Lane.Alarm ? Alarm : Reading;

    /// <summary>The same device with one cursor moved.</summary>
    public DeviceRecord WithCursor(Lane lane, LaneCursor cursor) =>
        lane == Lane.Alarm ? this with { Alarm = cursor } : this with { Reading = cursor };

    /// <summary>The same device with another outbox in force and both cursors at the start.</summary>
    public DeviceRecord WithOutbox(OutboxId outbox) => this with
    {
        Outbox = outbox,
        Retired = Outbox is { } old ? Retired.Add(old) : Retired,
        Alarm = default,
        Reading = default,
        AlarmOwed = 0,
        ReadingOwed = 0,
    };

    /// <summary>The same device, of which the hub had more in a lane.</summary>
    internal DeviceRecord WithOwed(Lane lane, long cursor) => lane == Lane.Alarm
        ? this with { AlarmOwed = Math.Max(AlarmOwed, cursor) }
        : this with { ReadingOwed = Math.Max(ReadingOwed, cursor) };
}
