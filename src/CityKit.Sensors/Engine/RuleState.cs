using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The engine's state as MessagePack: [version, clamped, [device, time, [sensor, alarm time, reading time, [rule, valid from, shape, state]...]...]...],
/// the earliest time of a sensor's next undated event at the end when there is one, everything sorted, so that the same state gives the same bytes.
/// </summary>
internal static class RuleState
{
    private const int Version = 1;
    private const int NameBytes = 80;

    internal static void Save(RuleEngine engine, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var head = new WireWriter(buffer.GetSpan(32));
        head.WriteArrayHeader(3);
        head.WriteInt64(Version);
        head.WriteInt64(engine.ClampedTimes);
        head.WriteArrayHeader(engine.Devices.Count);
        buffer.Advance(head.Position);
        foreach (var device in engine.Devices) Save(device, buffer);
    }

    internal static RuleStateLoad Load(RuleEngine engine, ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        var orphans = new List<AlertId>();
        Expect(ref reader, 3);
        var version = reader.ReadInt64();
        if (version != Version) reader.Reject(0, $"version {version}", $"version {Version}");
        engine.ClampedTimes = reader.ReadInt64();
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadDevice(engine, ref reader, orphans);
        if (!reader.AtEnd) reader.Reject(reader.Position, "more bytes", "the end of the state");
        return new RuleStateLoad(reader.Error, orphans);
    }

    private static void Save(DeviceTrack device, IBufferWriter<byte> buffer)
    {
        var head = new WireWriter(buffer.GetSpan(NameBytes + 32));
        head.WriteArrayHeader(3);
        head.WriteString(device.Device.Value);
        head.WriteInt64(device.Time);
        head.WriteArrayHeader(device.Sensors.Length);
        buffer.Advance(head.Position);
        foreach (var sensor in device.Sensors) Save(sensor, buffer);
    }

    private static void Save(SensorTrack sensor, IBufferWriter<byte> buffer)
    {
        var head = new WireWriter(buffer.GetSpan(NameBytes + 32));
        var isUndated = sensor.UndatedFrom > Clock.Earliest;
        head.WriteArrayHeader(isUndated ? 5 : 4);
        head.WriteString(sensor.Key.Sensor.Value);
        head.WriteInt64(sensor.AlarmTime);
        head.WriteInt64(sensor.ReadingTime);
        head.WriteArrayHeader(sensor.Watches.Length);
        buffer.Advance(head.Position);
        foreach (var watch in sensor.Watches) Save(watch, buffer);
        if (isUndated) SaveTime(sensor.UndatedFrom, buffer);
    }

    private static void SaveTime(long time, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(16));
        writer.WriteInt64(time);
        buffer.Advance(writer.Position);
    }

    private static void Save(Watch watch, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(NameBytes + 32 + watch.MaxStateBytes));
        writer.WriteArrayHeader(4);
        writer.WriteString(watch.Rule.Id);
        writer.WriteInt64(Clock.Of(watch.Sensor.ValidFrom));
        writer.WriteUInt64(watch.StateShape);
        watch.Save(ref writer);
        buffer.Advance(writer.Position);
    }

    private static void LoadDevice(RuleEngine engine, ref WireReader reader, List<AlertId> orphans)
    {
        Expect(ref reader, 3);
        DeviceId.TryParse(reader.ReadString(NameBytes), null, out var id);
        var time = ReadTime(ref reader);
        var device = engine.Find(id);
        if (device is not null) device.Time = time;
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadSensor(device, id, ref reader, orphans);
    }

    private static void LoadSensor(DeviceTrack? device, DeviceId id, ref WireReader reader, List<AlertId> orphans)
    {
        var start = reader.Position;
        var fields = reader.ReadArrayHeader();
        if (fields is not (4 or 5)) reader.Reject(start, $"an array of {fields}", "an array of 4 or 5");
        SensorName.TryParse(reader.ReadString(NameBytes), null, out var name);
        var key = new SensorKey(id, name);
        var sensor = device is null ? null : Array.Find(device.Sensors, s => s.Key == key);
        var (alarm, reading) = (ReadTime(ref reader), ReadTime(ref reader));
        if (sensor is not null) (sensor.AlarmTime, sensor.ReadingTime) = (alarm, reading);
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadWatch(sensor, key, ref reader, orphans);
        if (fields == 5 && ReadTime(ref reader) is var undated && sensor is not null) sensor.UndatedFrom = undated;
    }

    private static void LoadWatch(SensorTrack? sensor, SensorKey key, ref WireReader reader, List<AlertId> orphans)
    {
        Expect(ref reader, 4);
        var rule = reader.ReadString(NameBytes);
        var validFrom = reader.ReadInt64();
        var shape = reader.ReadUInt64();
        var watch = sensor is null ? null : Array.Find(sensor.Watches, w => w.Rule.Id == rule && Clock.Of(w.Sensor.ValidFrom) == validFrom && w.StateShape == shape);
        if (watch is not null) watch.Load(ref reader);
        else LoadOrphan(rule, key, ref reader, orphans);
    }

    /// <summary>Of a state that nobody takes over, only an open alert is of interest: the first of its values.</summary>
    private static void LoadOrphan(string rule, SensorKey key, ref WireReader reader, List<AlertId> orphans)
    {
        var count = reader.ReadArrayHeader();
        if (count == 0 || reader.TryReadNil()) { for (var i = 1; i < count; i++) reader.Skip(); return; }
        var raisedAt = ReadTime(ref reader);
        for (var i = 1; i < count; i++) reader.Skip();
        if (reader.Error is null) orphans.Add(AlertId.Of(rule, key, Clock.ToInstant(raisedAt)));
    }

    private static long ReadTime(ref WireReader reader)
    {
        var at = reader.Position;
        var time = reader.ReadInt64();
        if (time < Clock.Earliest || time > Clock.Latest) reader.Reject(at, $"{time}", "a time of the engine");
        return Math.Clamp(time, Clock.Earliest, Clock.Latest);
    }

    private static void Expect(ref WireReader reader, int count)
    {
        var at = reader.Position;
        var found = reader.ReadArrayHeader();
        if (found != count) reader.Reject(at, $"an array of {found}", $"an array of {count}");
    }
}
