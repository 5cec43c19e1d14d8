using System.Buffers;
using System.Globalization;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The state of one key as MessagePack. The engine: [1, clamped]. A device: [1, time, moves, moved to], and of an engine that resumes
/// how due times are calculated (<see cref="DueVersion"/>), and before when nothing is due of any sensor, by heartbeats and by the feed's
/// time, nil before it moved so. A sensor: [1, moves, sensor],
/// the sensor as
/// <see cref="RuleState"/> has it, each window only as the number of its oldest reading and their count. A stretch of a window: the
/// number of its first
/// reading, and four values a reading up to the end.
/// </summary>
internal static class RuleCells
{
    private const int Version = 1;

    /// <summary>To be raised when a watch is due at another time than before: what was stored then says nothing.</summary>
    private const int DueVersion = 1;

    internal static void SaveEngine(long clamped, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(32));
        writer.WriteArrayHeader(2);
        writer.WriteInt64(Version);
        writer.WriteInt64(clamped);
        buffer.Advance(writer.Position);
    }

    internal static WireError? LoadEngine(ReadOnlySpan<byte> cell, out long clamped)
    {
        var reader = new WireReader(cell);
        Begin(ref reader, 2);
        clamped = reader.ReadInt64();
        return reader.Error;
    }

    internal static void Save(DeviceTrack device, bool resumes, IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(64));
        writer.WriteArrayHeader(resumes ? 7 : 4);
        writer.WriteInt64(Version);
        writer.WriteInt64(device.Time);
        writer.WriteInt64(device.Moves);
        writer.WriteInt64(device.MovedTo);
        if (resumes)
        {
            writer.WriteInt64(DueVersion);
            SaveDue(device.Beats, ref writer);
            SaveDue(device.Feeds, ref writer);
        }
        buffer.Advance(writer.Position);
    }

    internal static WireError? Load(DeviceTrack device, bool resumes, ReadOnlySpan<byte> cell)
    {
        var reader = new WireReader(cell);
        var fields = reader.ReadArrayHeader();
        if (fields is not (4 or 7)) reader.Reject(0, WireError.Array(fields), new("长度为 4 或 7 的数组", "an array of 4 or 7"));
        RuleState.ExpectVersion(ref reader, Version);
        var (time, moves, movedTo) = (RuleState.ReadTime(ref reader), reader.ReadInt64(), RuleState.ReadTime(ref reader));
        var isKnown = fields == 7 && reader.ReadInt64() == DueVersion;
        var (beats, feeds) = fields == 7 ? (ReadDue(ref reader, isFeed: false), ReadDue(ref reader, isFeed: true)) : default;
        if (reader.Error is null) (device.Time, device.Moves, device.MovedTo) = (time, moves, movedTo);
        if (reader.Error is null && resumes && isKnown) (device.Beats, device.Feeds) = (beats, feeds);
        return reader.Error;
    }

    private static void SaveDue(DueQueue? queue, ref WireWriter writer)
    {
        if (queue is null) writer.WriteNil();
        else writer.WriteInt64(queue.Least);
    }

    private static DueQueue? ReadDue(ref WireReader reader, bool isFeed) =>
        reader.TryReadNil() ? null : new DueQueue(isFeed) { Unread = reader.ReadInt64() };

    internal static void Save(SensorTrack sensor, IBufferWriter<byte> buffer)
    {
        var head = new WireWriter(buffer.GetSpan(32));
        head.WriteArrayHeader(3);
        head.WriteInt64(Version);
        head.WriteInt64(sensor.Moves);
        buffer.Advance(head.Position);
        RuleState.Save(sensor, buffer, inCells: true);
    }

    internal static WireError? Load(SensorTrack sensor, ReadOnlySpan<byte> cell, Func<RuleKey, ReadOnlyMemory<byte>> cells,
        RuleStateFound found)
    {
        var reader = new WireReader(cell);
        Begin(ref reader, 3);
        sensor.Moves = reader.ReadInt64();
        RuleState.LoadSensor(ref reader, sensor.Key.Device, key => key == sensor.Key ? sensor : null, inCells: true, found);
        if (!reader.AtEnd) reader.RejectRest(new("状态", "state"));
        return reader.Error ?? found.Watches.Select(watch => LoadRing(sensor, watch, cells)).FirstOrDefault(wrong => wrong is not null);
    }

    /// <summary>The open alerts in the cell of a sensor or group that nobody takes over.</summary>
    internal static List<AlertId> OpenIn(RuleKey key, ReadOnlySpan<byte> cell)
    {
        if (key.IsGroup) return GroupState.OpenIn(cell) is { } alert ? [alert] : [];
        var reader = new WireReader(cell);
        var found = new RuleStateFound([]);
        Begin(ref reader, 3);
        reader.ReadInt64();
        RuleState.LoadSensor(ref reader, key.Device!.Value, _ => null, inCells: true, found);
        return reader.Error is null ? found.Orphans : [];
    }

    /// <summary>The key of a stretch of a window.</summary>
    internal static RuleKey KeyOf(SensorTrack sensor, Watch watch, long stretch) =>
        KeyOf(sensor.Key, watch.Rule.Id, watch.Period.From, stretch);

    internal static RuleKey KeyOf(SensorKey sensor, string rule, long validFrom, long stretch) =>
        new(sensor, string.Create(CultureInfo.InvariantCulture, $"{rule}/{validFrom}/{stretch}"));

    /// <returns>False when the window has no such stretch.</returns>
    internal static bool SaveStretch(SensorTrack sensor, string part, IBufferWriter<byte> buffer)
    {
        var words = part.Split('/');
        if (words.Length != 3 || !long.TryParse(words[1], CultureInfo.InvariantCulture, out var from)
            || !long.TryParse(words[2], CultureInfo.InvariantCulture, out var stretch)) return false;
        var watch = sensor.Watches.FirstOrDefault(w => w.Rule.Id == words[0] && w.Period.From == from);
        if (watch?.Ring is not { } ring) return false;
        var writer = new WireWriter(buffer.GetSpan(16 + WindowCells.Stretch * 36));
        if (!ring.SaveStretch(stretch, ref writer)) return false;
        buffer.Advance(writer.Position);
        return true;
    }

    private static WireError? LoadRing(SensorTrack sensor, Watch watch, Func<RuleKey, ReadOnlyMemory<byte>> cells)
    {
        if (watch.Ring is not { } ring) return null;
        foreach (var stretch in ring.Cells.Kept.ToList())
        {
            var reader = new WireReader(cells(KeyOf(sensor, watch, stretch)).Span);
            ring.LoadStretch(stretch, ref reader);
            if (reader.Error is { } wrong) return wrong;
        }
        if (!ring.IsWhole()) return new WireError(0,
            new($"至第 {ring.First + ring.Count} 个的读数", $"readings up to {ring.First + ring.Count}"),
            new($"时间窗至第 {ring.Cells.End} 个的读数", $"the readings of the window up to {ring.Cells.End}"));
        watch.OnRingLoaded();
        return null;
    }

    private static void Begin(ref WireReader reader, int fields)
    {
        RuleState.Expect(ref reader, fields);
        RuleState.ExpectVersion(ref reader, Version);
    }
}
