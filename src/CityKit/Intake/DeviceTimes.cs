using System.Buffers;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Intake;

/// <summary>
/// Doubts the times that devices state. A time ahead of the hub's clock never counts. One that goes back by more than the tolerance is a correction when the device's clock
/// is better than it was, or agrees with the hub's; else it does not count either. Each lane of a device is a stream of its own.
/// </summary>
internal sealed class DeviceTimes(HubOptions options)
{
    private readonly SortedDictionary<(DeviceId Device, Lane Lane), Stream> streams = [];

    /// <summary>What is known of one lane: the latest time that counted, how good that clock was, and the doubt that stands.</summary>
    private readonly record struct Stream(Instant Latest, ClockQuality Quality, TimeWorth Doubt);

    /// <param name="device">Whose event.</param>
    /// <param name="lane">Its lane.</param>
    /// <param name="clock">The boot's clock as the batch has it; null when it has none.</param>
    /// <param name="nanoseconds">The event's time in that boot.</param>
    /// <param name="receivedAt">When the hub received it.</param>
    internal (TimeWorth Worth, Instant At, bool IsNews) Judge(DeviceId device, Lane lane, BootClock? clock, long nanoseconds, Instant receivedAt)
    {
        var known = streams.GetValueOrDefault((device, lane), new Stream(Instant.MinValue, ClockQuality.Unknown, TimeWorth.Known));
        var stated = clock is { Quality: not ClockQuality.Unknown } ? clock.ToInstant(nanoseconds) : null;
        var worth = stated is { } time ? WorthOf(time, clock!.Quality, known, receivedAt) : TimeWorth.Unknown;
        var counts = worth is TimeWorth.Known or TimeWorth.Corrected;
        streams[(device, lane)] = counts ? After(known, stated!.Value, clock!.Quality, worth) : known with { Doubt = worth };
        return (worth, counts ? stated!.Value : receivedAt, worth != TimeWorth.Known && worth != known.Doubt);
    }

    internal void Save(IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(new byte[16 + streams.Count * 128]);
        writer.WriteArrayHeader(streams.Count * 5);
        foreach (var ((device, lane), stream) in streams)
        {
            writer.WriteString(device.Value);
            writer.WriteInt64((byte)lane);
            writer.WriteInt64(stream.Latest.ToUnixTimeTicks());
            writer.WriteInt64((byte)stream.Quality);
            writer.WriteInt64((byte)stream.Doubt);
        }
        buffer.Write(writer.Written);
    }

    internal WireError? Load(ReadOnlySpan<byte> state)
    {
        streams.Clear();
        var reader = new WireReader(state);
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count / 5 && reader.Error is null; i++)
        {
            var at = reader.Position;
            if (!DeviceId.TryParse(reader.ReadString(), null, out var device)) reader.Reject(at, "no name", "a device");
            var lane = (Lane)reader.ReadInt64();
            streams[(device, lane)] = new Stream(Instant.FromUnixTimeTicks(reader.ReadInt64()), (ClockQuality)reader.ReadInt64(), (TimeWorth)reader.ReadInt64());
        }
        return reader.Error;
    }

    private TimeWorth WorthOf(Instant stated, ClockQuality quality, Stream known, Instant receivedAt)
    {
        if (stated > receivedAt + options.DeviceClockTolerance) return TimeWorth.Ahead;
        if (known.Latest == Instant.MinValue || stated >= known.Latest - options.DeviceClockTolerance) return TimeWorth.Known;
        var isBetter = quality > known.Quality || stated >= receivedAt - options.DeviceClockTolerance;
        return isBetter ? TimeWorth.Corrected : TimeWorth.Back;
    }

    private static Stream After(Stream known, Instant stated, ClockQuality quality, TimeWorth worth) =>
        stated >= known.Latest || worth == TimeWorth.Corrected ? new Stream(stated, quality, TimeWorth.Known) : known with { Doubt = TimeWorth.Known };
}
