using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Setup;
using NodaTime;

namespace CityKit.Intake;

/// <summary>
/// Doubts the times that devices state. A time ahead of the hub's clock never counts. A boot whose clock is set again is a correction. A
/// time that goes back by more than the
/// tolerance is one when the device's clock is better than it was, or agrees with the hub's; else it does not count either. Each lane of a
/// device is a stream of its own.
/// </summary>
internal sealed class DeviceTimes
{
    private const int Fields = 7;
    private readonly Dictionary<(DeviceId Device, Lane Lane), Stream> streams = [];
    private readonly ChangedPieces<(DeviceId Device, Lane Lane)> changes;
    private readonly HubOptions options;

    /// <summary>What is known of one lane: the latest time that counted, how good that clock was, and the doubt that is open.</summary>
    private readonly record struct Stream(Instant Latest, ClockQuality Quality, TimeWorth Doubt, BootId Boot, Instant Zero)
    {
        internal static Stream None { get; } = new(
            Instant.FromUnixTimeTicks(long.MinValue / 4), ClockQuality.Unknown, TimeWorth.Known, default, default);
    }

    private readonly Func<string, ReadOnlyMemory<byte>> stored;

    /// <param name="options">The tolerances.</param>
    /// <param name="stored">What is stored of a stream, the first time it is asked; empty for nothing.</param>
    internal DeviceTimes(HubOptions options, Func<string, ReadOnlyMemory<byte>> stored) =>
        (this.options, this.stored, changes) = (options, stored, new ChangedPieces<(DeviceId Device, Lane Lane)>(Write));

    /// <summary>Under which key a stream is stored.</summary>
    internal static string KeyOf(DeviceId device, Lane lane) => $"{device}/{lane}";

    /// <summary>The streams that changed, each as a state of its own.</summary>
    internal FrozenPieces Changes => changes;

    /// <param name="device">Whose event.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="clock">The boot's clock as the batch has it; null when it has none.</param>
    /// <param name="nanoseconds">The event's time in that boot.</param>
    /// <param name="receivedAt">When the hub received it.</param>
    internal (TimeWorth Worth, Instant At, bool IsNews) Judge(
        DeviceId device, Lane lane, BootClock? clock, long nanoseconds, Instant receivedAt)
    {
        var known = Find(device, lane);
        var stated = clock is { Quality: not ClockQuality.Unknown } ? clock.ToInstant(nanoseconds) : null;
        var worth = stated is { } time ? WorthOf(time, clock!, known, receivedAt) : TimeWorth.Unknown;
        var counts = worth is TimeWorth.Known or TimeWorth.Corrected;
        changes.Changing((device, lane));
        streams[(device, lane)] = counts ? After(known, stated!.Value, clock!, worth) : known with { Doubt = worth };
        return (worth, counts ? stated!.Value : receivedAt, worth != TimeWorth.Known && worth != known.Doubt);
    }

    private Stream Find(DeviceId device, Lane lane)
    {
        if (streams.TryGetValue((device, lane), out var known)) return known;
        if (stored(KeyOf(device, lane)) is { IsEmpty: false } state && Load(state.Span) is { } wrong)
            throw new FormatException($"The stored times of {device} are damaged: {wrong} 存储的设备时间已损坏。");
        return streams.GetValueOrDefault((device, lane), Stream.None);
    }

    internal void TouchAll()
    {
        foreach (var key in streams.Keys) changes.Changing(key);
    }

    private StatePiece[] Write((DeviceId Device, Lane Lane) key) =>
        [new StatePiece(KeyOf(key.Device, key.Lane), Save(key.Device, key.Lane, streams[key]))];

    private static ReadOnlyMemory<byte> Save(DeviceId device, Lane lane, Stream stream)
    {
        var writer = new WireWriter(new byte[208]);
        writer.WriteArrayHeader(Fields);
        writer.WriteString(device.Value);
        writer.WriteInt64((byte)lane);
        writer.WriteInt64(stream.Latest.ToUnixTimeTicks());
        writer.WriteInt64((byte)stream.Quality);
        writer.WriteInt64((byte)stream.Doubt);
        writer.WriteString(stream.Boot.ToString());
        writer.WriteInt64(stream.Zero.ToUnixTimeTicks());
        return writer.Written.ToArray();
    }

    /// <summary>Takes over the streams of a state: one, or all of them in one piece as versions before kept them.</summary>
    internal WireError? Load(ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count / Fields && reader.Error is null; i++)
        {
            var at = reader.Position;
            if (!DeviceId.TryParse(reader.ReadString(), null, out var device)) reader.Reject(at,
                new("没有名称", "no name"), new("设备", "a device"));
            var lane = (Lane)reader.ReadInt64();
            streams[(device, lane)] = ReadStream(ref reader);
        }
        return reader.Error;
    }

    private static Stream ReadStream(ref WireReader reader)
    {
        var (latest, quality, doubt) =
            (Instant.FromUnixTimeTicks(reader.ReadInt64()), (ClockQuality)reader.ReadInt64(), (TimeWorth)reader.ReadInt64());
        _ = BootId.TryParse(reader.ReadString(), null, out var boot);
        return new Stream(latest, quality, doubt, boot, Instant.FromUnixTimeTicks(reader.ReadInt64()));
    }

    private TimeWorth WorthOf(Instant stated, BootClock clock, Stream known, Instant receivedAt)
    {
        var tolerance = options.DeviceClockTolerance;
        if (stated > receivedAt + tolerance) return TimeWorth.Ahead;
        if (known.Latest == Stream.None.Latest) return TimeWorth.Known;
        if (clock.Boot == known.Boot && clock.Quality >= known.Quality
            && (clock.Zero > known.Zero + tolerance || clock.Zero < known.Zero - tolerance))
            return TimeWorth.Corrected;
        if (stated >= known.Latest - tolerance) return TimeWorth.Known;
        var isBetter = clock.Quality > known.Quality || stated >= receivedAt - tolerance;
        return isBetter ? TimeWorth.Corrected : TimeWorth.Back;
    }

    private static Stream After(Stream known, Instant stated, BootClock clock, TimeWorth worth) =>
        stated >= known.Latest || worth == TimeWorth.Corrected
            ? new Stream(stated, clock.Quality, TimeWorth.Known, clock.Boot, clock.Zero!.Value)
            : known with { Doubt = TimeWorth.Known };
}
