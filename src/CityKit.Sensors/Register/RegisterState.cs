using System.Buffers;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// What registers remember as MessagePack: [2, ignored, [device, sensor, valid from, good values, doubtful values]...], a value being
/// [time, shown, marks]. A state of version 1 has [device, sensor, time, shown] for each register and is read too.
/// </summary>
internal static class RegisterState
{
    private const int Version = 2;
    private const int ValueBytes = 24;
    private const int EstimateMark = 1;
    private const int BaseMark = 2;

    internal static void Save(RegisterReadings readings, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var head = new WireWriter(buffer.GetSpan(32));
        head.WriteArrayHeader(3);
        head.WriteInt64(Version);
        head.WriteInt64(readings.Ignored);
        head.WriteArrayHeader(readings.Registers.Count);
        buffer.Advance(head.Position);
        foreach (var ((key, from), track) in readings.Registers) Save(key, from, track, buffer);
    }

    internal static WireError? Load(ReadOnlySpan<byte> state, IDictionary<(SensorKey, Instant), RegisterTrack> registers, out long ignored)
    {
        var reader = new WireReader(state);
        var fields = reader.ReadArrayHeader();
        var version = reader.ReadInt64();
        if (fields != 3 || version is < 1 or > Version) reader.Reject(0,
            new("其他状态", "another state"), new($"版本 1 或 {Version} 的状态", $"a state of version 1 or {Version}"));
        ignored = reader.ReadInt64();
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadRegister(ref reader, version, registers);
        return reader.Error;
    }

    internal static ReadOnlyMemory<byte> SaveOne(SensorKey key, Instant from, RegisterTrack track)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Save(key, from, track, buffer);
        return buffer.WrittenMemory;
    }

    internal static WireError? LoadOne(ReadOnlySpan<byte> state, IDictionary<(SensorKey, Instant), RegisterTrack> registers)
    {
        var reader = new WireReader(state);
        LoadRegister(ref reader, Version, registers);
        return reader.Error;
    }

    private static void Save(SensorKey key, Instant from, RegisterTrack track, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(192 + ValueBytes * (track.Readings.Count + track.Doubtful.Count)));
        writer.WriteArrayHeader(5);
        writer.WriteString(key.Device.Value);
        writer.WriteString(key.Sensor.Value);
        writer.WriteInt64(from.ToUnixTimeTicks()); // a period may begin before what 64 bits of nanoseconds hold
        Save(ref writer, track.Readings);
        Save(ref writer, track.Doubtful);
        buffer.Advance(writer.Position);
    }

    private static void Save(ref WireWriter writer, List<RegisterValue> values)
    {
        writer.WriteArrayHeader(values.Count * 3);
        foreach (var value in values)
        {
            writer.WriteInt64(value.At.ToUnixNanoseconds());
            writer.WriteInt64(value.Shown);
            writer.WriteInt64((value.IsEstimate ? EstimateMark : 0) + (value.IsBase ? BaseMark : 0));
        }
    }

    private static void LoadRegister(ref WireReader reader, long version, IDictionary<(SensorKey, Instant), RegisterTrack> registers)
    {
        var at = reader.Position;
        if (reader.ReadArrayHeader() != (version == 1 ? 4 : 5)) reader.Reject(at,
            new("其他结构", "another shape"), new("表底数条目", "a register's entry"));
        var isNamed = DeviceId.TryParse(reader.ReadString(), null, out var device) & SensorName.TryParse(reader.ReadString(), null,
            out var sensor);
        if (!isNamed) reader.Reject(at, new("没有名称", "no names"), new("设备和传感器", "a device and a sensor"));
        var track = new RegisterTrack();
        var from = version == 1 ? Instant.MinValue : Instant.FromUnixTimeTicks(reader.ReadInt64());
        if (version == 1)
            track.Readings.Add(new RegisterValue(InstantNanoseconds.FromUnixNanoseconds(reader.ReadInt64()), reader.ReadInt64(),
                IsEstimate: false, IsBase: true));
        else
        {
            Load(ref reader, track.Readings, RegisterTrack.MaxReadings);
            Load(ref reader, track.Doubtful, RegisterTrack.NewBaseReadings);
        }
        if (reader.Error is null && track.Readings.Count > 0) registers[(new SensorKey(device, sensor), from)] = track;
    }

    private static void Load(ref WireReader reader, List<RegisterValue> values, int most)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count % 3 != 0 || count > most * 3) reader.Reject(at,
            WireError.Values(count), new($"每个读数三个，至多 {most} 个读数", $"three for each of at most {most} readings"));
        for (var i = 0; i < count / 3 && reader.Error is null; i++)
        {
            var (time, shown, marks) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            values.Add(new RegisterValue(InstantNanoseconds.FromUnixNanoseconds(time), shown, (marks & EstimateMark) != 0,
                (marks & BaseMark) != 0));
        }
    }
}
