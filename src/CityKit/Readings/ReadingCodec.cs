using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Readings;

/// <summary>
/// An hour as a store keeps it: [device, sensor, hour, dropped at in s, then of each reading: ms since the one before (the first since the
/// hour began), its span less that, value less the one before, flags]. A reading each minute takes about 7 bytes.
/// </summary>
internal static class ReadingCodec
{
    private const int Head = 4;
    private const int Fields = 4;
    private const int HeadBytes = 192;
    private const int MostBytes = 9 * Fields;

    internal static ReadOnlyMemory<byte> Write(ReadingHour hour)
    {
        var writer = new WireWriter(new byte[HeadBytes + MostBytes * hour.Readings.Length]);
        writer.WriteArrayHeader(Head + Fields * hour.Readings.Length);
        writer.WriteString(hour.Sensor.Device.Value);
        writer.WriteString(hour.Sensor.Sensor.Value);
        writer.WriteInt64(hour.Hour);
        writer.WriteInt64(hour.DropAt.ToUnixTimeSeconds());
        var (at, value) = (hour.Begin.ToUnixTimeMilliseconds(), 0L);
        foreach (var reading in hour.Readings)
        {
            var passed = reading.At.ToUnixTimeMilliseconds() - at;
            writer.WriteInt64(passed);
            writer.WriteInt64((long)reading.Span.TotalMilliseconds - passed);
            writer.WriteInt64(unchecked(reading.Value - value));
            writer.WriteInt64((long)reading.Flags);
            (at, value) = (at + passed, reading.Value);
        }
        return writer.Written.ToArray();
    }

    internal static ReadingHour Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var count = (reader.ReadArrayHeader() - Head) / Fields;
        var sensor = new SensorKey(DeviceId.Parse(reader.ReadString()), SensorName.Parse(reader.ReadString()));
        var (hour, dropAt) = (reader.ReadInt64(), Instant.FromUnixTimeSeconds(reader.ReadInt64()));
        var readings = ReadReadings(ref reader, ReadingHour.BeginOf(hour).ToUnixTimeMilliseconds(), count);
        if (reader.Error is not null) throw new FormatException($"The stored readings are damaged: {reader.Error} 存储的读数已损坏。");
        return new ReadingHour(sensor, hour, dropAt, readings);
    }

    private static ImmutableArray<SensorReading> ReadReadings(ref WireReader reader, long at, int count)
    {
        var readings = ImmutableArray.CreateBuilder<SensorReading>(Math.Max(0, count));
        var value = 0L;
        for (var i = 0; i < count && reader.Error is null; i++)
        {
            var passed = reader.ReadInt64();
            at += passed;
            var span = Duration.FromMilliseconds(reader.ReadInt64() + passed);
            value = unchecked(value + reader.ReadInt64());
            readings.Add(new SensorReading(Instant.FromUnixTimeMilliseconds(at), span, value, (EventFlags)reader.ReadInt64()));
        }
        return readings.ToImmutable();
    }
}
