using System.Buffers;
using CityKit.Core.Chain;
using CityKit.Core.Time;
using MessagePack;
using NodaTime;

namespace CityKit.Core.Wire;

/// <summary>The shape on the wire of each type that <see cref="CityKitResolver"/> knows.</summary>
internal static class WireShapes
{
    internal static readonly ShapeFormatter<Instant> Instant = new(
        (ref MessagePackWriter w, Instant value) => w.Write(value.ToUnixNanoseconds()),
        (ref MessagePackReader r) => InstantNanoseconds.FromUnixNanoseconds(r.ReadInt64()));

    internal static readonly ShapeFormatter<Duration> Duration = new(
        (ref MessagePackWriter w, Duration value) => w.Write(value.ToInt64Nanoseconds()),
        (ref MessagePackReader r) => NodaTime.Duration.FromNanoseconds(r.ReadInt64()));

    internal static readonly ShapeFormatter<LocalTime> LocalTime = new(
        (ref MessagePackWriter w, LocalTime value) => w.Write(value.NanosecondOfDay),
        (ref MessagePackReader r) => NodaTime.LocalTime.FromNanosecondsSinceMidnight(r.ReadInt64()));

    internal static readonly ShapeFormatter<Offset> Offset = new(
        (ref MessagePackWriter w, Offset value) => w.Write(value.Seconds),
        (ref MessagePackReader r) => NodaTime.Offset.FromSeconds(r.ReadInt32()));

    internal static readonly ShapeFormatter<LocalDate> LocalDate = new(
        (ref MessagePackWriter w, LocalDate value) =>
        {
            w.WriteArrayHeader(3);
            WriteDay(ref w, value);
        },
        (ref MessagePackReader r) =>
        {
            ReadCount(ref r, 3, "a date");
            return ReadDay(ref r);
        });

    internal static readonly ShapeFormatter<LocalDateTime> LocalDateTime = new(
        (ref MessagePackWriter w, LocalDateTime value) =>
        {
            w.WriteArrayHeader(4);
            WriteDay(ref w, value.Date);
            w.Write(value.NanosecondOfDay);
        },
        (ref MessagePackReader r) =>
        {
            ReadCount(ref r, 4, "a date and time");
            return ReadDay(ref r).At(NodaTime.LocalTime.FromNanosecondsSinceMidnight(r.ReadInt64()));
        });

    internal static readonly ShapeFormatter<DeviceId> DeviceId = new(
        (ref MessagePackWriter w, DeviceId value) => w.Write(value.Value),
        (ref MessagePackReader r) => Core.DeviceId.Parse(ReadText(ref r)));

    internal static readonly ShapeFormatter<SensorName> SensorName = new(
        (ref MessagePackWriter w, SensorName value) => w.Write(value.Value),
        (ref MessagePackReader r) => Core.SensorName.Parse(ReadText(ref r)));

    internal static readonly ShapeFormatter<BootId> BootId = new(
        (ref MessagePackWriter w, BootId value) =>
        {
            w.WriteBinHeader(Core.BootId.ByteLength);
            value.WriteTo(w.GetSpan(Core.BootId.ByteLength));
            w.Advance(Core.BootId.ByteLength);
        },
        (ref MessagePackReader r) => Core.BootId.FromBytes(ReadBytes(ref r, Core.BootId.ByteLength)));

    internal static readonly ShapeFormatter<OutboxId> OutboxId = new(
        (ref MessagePackWriter w, OutboxId value) =>
        {
            w.WriteBinHeader(Core.OutboxId.ByteLength);
            value.WriteTo(w.GetSpan(Core.OutboxId.ByteLength));
            w.Advance(Core.OutboxId.ByteLength);
        },
        (ref MessagePackReader r) => Core.OutboxId.FromBytes(ReadBytes(ref r, Core.OutboxId.ByteLength)));

    internal static readonly ShapeFormatter<RunningHash> RunningHash = new(
        (ref MessagePackWriter w, RunningHash value) =>
        {
            w.WriteBinHeader(Chain.RunningHash.ByteLength);
            value.WriteTo(w.GetSpan(Chain.RunningHash.ByteLength));
            w.Advance(Chain.RunningHash.ByteLength);
        },
        (ref MessagePackReader r) => Chain.RunningHash.FromBytes(ReadBytes(ref r, Chain.RunningHash.ByteLength)));

    internal static readonly ShapeFormatter<DeviceTime> DeviceTime = new(
        (ref MessagePackWriter w, DeviceTime value) =>
        {
            w.WriteArrayHeader(2);
            w.Write(value.Boot);
            w.Write(value.Nanoseconds);
        },
        (ref MessagePackReader r) =>
        {
            ReadCount(ref r, 2, "a device time");
            return new DeviceTime(r.ReadInt32(), r.ReadInt64());
        });

    internal static readonly ShapeFormatter<GeoPoint> GeoPoint = new(
        (ref MessagePackWriter w, GeoPoint value) =>
        {
            w.WriteArrayHeader(2);
            w.Write(value.Longitude);
            w.Write(value.Latitude);
        },
        (ref MessagePackReader r) =>
        {
            ReadCount(ref r, 2, "a point");
            return Core.GeoPoint.FromDegrees(r.ReadDouble(), r.ReadDouble());
        });

    internal static readonly ShapeFormatter<CityEvent?> CityEvent = new(
        (ref MessagePackWriter w, CityEvent? value) =>
        {
            if (value is null) w.WriteNil();
            else w.Advance(EventCodec.Encode(value, w.GetSpan(EventCodec.MaxBytes)));
        },
        (ref MessagePackReader r) =>
        {
            if (r.TryReadNil()) return null;
            var raw = r.ReadRaw();
            return EventCodec.Decode(raw.IsSingleSegment ? raw.FirstSpan : raw.ToArray(), out var error)
                ?? throw new MessagePackSerializationException(error!.ToString());
        });

    private static void WriteDay(ref MessagePackWriter writer, LocalDate day)
    {
        if (day.Calendar != CalendarSystem.Iso)
            throw new ArgumentException($"{day} is of the calendar {day.Calendar}; dates travel in the ISO calendar.");
        writer.Write(day.Year);
        writer.Write(day.Month);
        writer.Write(day.Day);
    }

    private static LocalDate ReadDay(ref MessagePackReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    private static void ReadCount(ref MessagePackReader reader, int expected, string what)
    {
        var found = reader.ReadArrayHeader();
        if (found != expected) throw new MessagePackSerializationException($"An array of {found} where {what} has {expected} values.");
    }

    private static string ReadText(ref MessagePackReader reader) =>
        reader.ReadString() ?? throw new MessagePackSerializationException("nil where a name is.");

    private static byte[] ReadBytes(ref MessagePackReader reader, int length)
    {
        if (reader.NextMessagePackType == MessagePackType.Binary && reader.ReadBytes() is { } bytes && bytes.Length == length)
            return bytes.ToArray();
        throw new MessagePackSerializationException($"Not the {length} bytes that were expected.");
    }
}
