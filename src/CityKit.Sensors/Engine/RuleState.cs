using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The engine's state as MessagePack: [version, clamped, [device, time, [sensor, alarm time, reading time,
/// [rule, from, shape, state]...]...]...], the earliest time of a sensor's next undated event at the end when there is one, everything
/// sorted, so that the same state gives the same bytes. When groups have a state, they follow as a fourth
/// value: see <see cref="GroupState"/>.
/// </summary>
internal static class RuleState
{
    internal const int NameBytes = 80;
    private const int Version = 1;

    internal static void Save(TrackTable tracks, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var devices = tracks.Register.Devices.ToArray();
        var head = new WireWriter(buffer.GetSpan(32));
        var groups = tracks.Groups?.Known() ?? [];
        head.WriteArrayHeader(groups.Count > 0 ? 4 : 3);
        head.WriteInt64(Version);
        head.WriteInt64(tracks.ClampedTimes);
        head.WriteArrayHeader(devices.Length);
        buffer.Advance(head.Position);
        foreach (var device in devices) Save(tracks, device, buffer);
        if (groups.Count > 0) GroupState.Save(groups, buffer);
    }

    internal static RuleStateLoad Load(TrackTable tracks, ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        var orphans = new List<AlertId>();
        var fields = reader.ReadArrayHeader();
        if (fields is not (3 or 4)) reader.Reject(0, WireError.Array(fields), new("长度为 3 或 4 的数组", "an array of 3 or 4"));
        ExpectVersion(ref reader, Version);
        tracks.ClampedTimes = Math.Max(tracks.ClampedTimes, reader.ReadInt64());
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadDevice(tracks, ref reader, orphans);
        if (fields == 4) GroupState.Load(tracks.Groups, ref reader, orphans);
        if (!reader.AtEnd) reader.RejectRest(new("状态", "state"));
        return new RuleStateLoad(reader.Error, orphans);
    }

    internal static void Save(SensorTrack sensor, IBufferWriter<byte> buffer, bool inCells)
    {
        var head = new WireWriter(buffer.GetSpan(NameBytes + 32));
        var isUndated = sensor.UndatedFrom > Clock.Earliest;
        head.WriteArrayHeader(isUndated ? 5 : 4);
        head.WriteString(sensor.Key.Sensor.Value);
        head.WriteInt64(sensor.AlarmTime);
        head.WriteInt64(sensor.ReadingTime);
        head.WriteArrayHeader(sensor.Watches.Count());
        buffer.Advance(head.Position);
        foreach (var watch in sensor.Watches) Save(watch, buffer, inCells);
        if (isUndated) SaveTime(sensor.UndatedFrom, buffer);
    }

    /// <param name="reader">What was saved of a sensor.</param>
    /// <param name="device">Its device.</param>
    /// <param name="find">The sensor's track; null when the register has it no more.</param>
    /// <param name="inCells">Whether windows are in cells of their own.</param>
    /// <param name="found">Takes what was loaded and what nobody takes over.</param>
    internal static void LoadSensor(ref WireReader reader, DeviceId device, Func<SensorKey, SensorTrack?> find, bool inCells,
        RuleStateFound found)
    {
        var start = reader.Position;
        var fields = reader.ReadArrayHeader();
        if (fields is not (4 or 5)) reader.Reject(start, WireError.Array(fields), new("长度为 4 或 5 的数组", "an array of 4 or 5"));
        _ = SensorName.TryParse(reader.ReadString(NameBytes), null, out var name);
        var key = new SensorKey(device, name);
        var sensor = find(key);
        var (alarm, reading) = (ReadTime(ref reader), ReadTime(ref reader));
        if (sensor is not null)
            (sensor.AlarmTime, sensor.ReadingTime) = (Math.Max(sensor.AlarmTime, alarm), Math.Max(sensor.ReadingTime, reading));
        var count = reader.ReadArrayHeader();
        for (var i = 0; i < count && reader.Error is null; i++) LoadWatch(sensor, key, ref reader, inCells, found);
        if (fields == 5 && ReadTime(ref reader) is var undated && sensor is not null)
            sensor.UndatedFrom = Math.Max(sensor.UndatedFrom, undated);
    }

    internal static LocalizedText TimeExpected { get; } = new("引擎时间", "a time of the engine");

    internal static long ReadTime(ref WireReader reader)
    {
        var at = reader.Position;
        var time = reader.ReadInt64();
        if (time < Clock.Earliest || time > Clock.Latest) reader.Reject(at, LocalizedText.Values($"{time}"), TimeExpected);
        return Math.Clamp(time, Clock.Earliest, Clock.Latest);
    }

    internal static void ExpectVersion(ref WireReader reader, int expected)
    {
        var found = reader.ReadInt64();
        if (found != expected) reader.Reject(0, new($"版本 {found}", $"version {found}"), new($"版本 {expected}", $"version {expected}"));
    }

    internal static void Expect(ref WireReader reader, int count)
    {
        var at = reader.Position;
        var found = reader.ReadArrayHeader();
        if (found != count) reader.Reject(at, WireError.Array(found), WireError.Array(count));
    }

    private static void Save(TrackTable tracks, DeviceId device, IBufferWriter<byte> buffer)
    {
        var sensors = tracks.Register.KeysOf(device).ToArray();
        var head = new WireWriter(buffer.GetSpan(NameBytes + 32));
        head.WriteArrayHeader(3);
        head.WriteString(device.Value);
        head.WriteInt64(tracks.Device(device)!.Time);
        head.WriteArrayHeader(sensors.Length);
        buffer.Advance(head.Position);
        foreach (var sensor in sensors) Save(tracks.Peek(sensor), buffer, inCells: false);
    }

    private static void SaveTime(long time, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(16));
        writer.WriteInt64(time);
        buffer.Advance(writer.Position);
    }

    private static void Save(Watch watch, IBufferWriter<byte> buffer, bool inCells)
    {
        var writer = new WireWriter(buffer.GetSpan(NameBytes + 32 + watch.MaxStateBytes(inCells)));
        writer.WriteArrayHeader(4);
        writer.WriteString(watch.Rule.Id);
        writer.WriteInt64(watch.Period.From);
        writer.WriteUInt64(watch.StateShape);
        watch.Save(ref writer, inCells);
        buffer.Advance(writer.Position);
    }

    private static void LoadDevice(TrackTable tracks, ref WireReader reader, List<AlertId> orphans)
    {
        Expect(ref reader, 3);
        _ = DeviceId.TryParse(reader.ReadString(NameBytes), null, out var id);
        var time = ReadTime(ref reader);
        var device = tracks.Device(id);
        if (device is not null) tracks.Changing(device);
        if (device is not null) device.Time = Math.Max(device.Time, time);
        var count = reader.ReadArrayHeader();
        var found = new RuleStateFound(orphans);
        for (var i = 0; i < count && reader.Error is null; i++) LoadSensor(ref reader, id, tracks.Find, inCells: false, found);
        foreach (var sensor in device is null ? [] : tracks.Known(device))
        {
            tracks.Changing(sensor);
            tracks.Touch(sensor);
        }
    }

    private static void LoadWatch(SensorTrack? sensor, SensorKey key, ref WireReader reader, bool inCells, RuleStateFound found)
    {
        Expect(ref reader, 4);
        var rule = reader.ReadString(NameBytes);
        var validFrom = reader.ReadInt64();
        var shape = reader.ReadUInt64();
        var watch = sensor is null ? null
            : sensor.Watches.FirstOrDefault(w => w.Rule.Id == rule && w.Period.From == validFrom && w.StateShape == shape);
        if (watch?.IsRenewed(reader) == true) watch = null;
        if (watch is null) LoadOrphan((rule, validFrom), key, ref reader, isWindowInCells: inCells && shape == WindowWatch.Shape, found);
        else
        {
            var before = watch.RaisedAt;
            watch.Load(ref reader, inCells);
            found.Watches.Add(watch);
            if (before is { } open) GoOn(watch, open, key, found);
        }
    }

    /// <summary>What was open by a state that was loaded before is open still, or over.</summary>
    private static void GoOn(Watch watch, long raisedAt, SensorKey key, RuleStateFound found)
    {
        if (watch.IsRaised) watch.GoOn(raisedAt);
        else if (!GroupRule.IsLeaf(watch.Rule.Id)) found.Orphans.Add(AlertId.Of(watch.Rule.Id, key, Clock.ToInstant(raisedAt)));
    }

    /// <summary>Of a state that nobody takes over, only an open alert is of interest: the first of its values.</summary>
    private static void LoadOrphan((string Rule, long ValidFrom) watch, SensorKey key, ref WireReader reader, bool isWindowInCells,
        RuleStateFound found)
    {
        var count = reader.ReadArrayHeader();
        long? raisedAt = count == 0 || reader.TryReadNil() ? null : ReadTime(ref reader);
        for (var i = 1; i < count; i++)
            if (isWindowInCells && i == WindowWatch.RingAt) found.Stretches.AddRange(WindowRing.StretchesOf(ref reader).Select(n =>
                (watch.Rule, watch.ValidFrom, n)));
            else reader.Skip();
        if (reader.Error is null && raisedAt is { } raised && !GroupRule.IsLeaf(watch.Rule))
            found.Orphans.Add(AlertId.Of(watch.Rule, key, Clock.ToInstant(raised)));
    }
}
