using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <content>
/// Its state: [rule, shape, per, value, raised at, [raised in test, decided, last raise, repeats, since, and of an open alert with
/// steps its severity], [[device, sensor, from]...] that an alert rests on, levels, signals].
/// </content>
internal abstract partial class GroupTrack
{
    private const int OwnValues = 5;
    private const int KeyBytes = 2 * RuleState.NameBytes + 16;

    internal void Save(IBufferWriter<byte> buffer)
    {
        SaveHead(buffer);
        SaveAll(basis, buffer, static (ref WireWriter w, (SensorKey Sensor, long From) b) =>
        {
            w.WriteArrayHeader(3);
            SaveKey(ref w, b.Sensor, b.From);
        });
        SaveAll(Levels.OrderBy(l => l.Condition).ThenBy(l => l.Sensor).ThenBy(l => l.From).ToList(), buffer, SaveLevel);
        SaveAll(pending, buffer, SaveSignal);
    }

    /// <summary>Reads what follows the head that <see cref="GroupState"/> has read.</summary>
    internal void Load(ref WireReader reader, long? raised)
    {
        raisedAt = raised;
        var isWithSeverity = ExpectOwn(ref reader);
        raisedInTest = reader.ReadBoolean();
        decided = RuleState.ReadTime(ref reader);
        lastRaise = GroupState.ReadTime(ref reader);
        repeats = reader.ReadInt64();
        Since = GroupState.ReadTime(ref reader);
        severity = isWithSeverity ? SeverityTrack.Load(ref reader, Plan.Rule, sensor: null)
            : raised is null ? null : SeverityTrack.Of(Plan.Rule, sensor: null);
        for (var i = reader.ReadArrayHeader(); i > 0 && reader.Error is null; i--)
        {
            RuleState.Expect(ref reader, 3);
            basis.Add(LoadKey(ref reader));
        }
        for (var i = reader.ReadArrayHeader(); i > 0 && reader.Error is null; i--) LoadLevel(ref reader);
        for (var i = reader.ReadArrayHeader(); i > 0 && reader.Error is null; i--) LoadSignal(ref reader);
    }

    private delegate void SaveItem<T>(ref WireWriter writer, T item);

    private void SaveHead(IBufferWriter<byte> buffer)
    {
        var writer = new WireWriter(buffer.GetSpan(GroupState.MaxHeadBytes));
        GroupState.SaveHead(ref writer, Plan, group.Key, raisedAt);
        writer.WriteArrayHeader(OwnValues + (severity is null ? 0 : SeverityTrack.Values));
        writer.WriteBoolean(raisedInTest);
        writer.WriteInt64(decided);
        GroupState.WriteTime(ref writer, lastRaise);
        writer.WriteInt64(repeats);
        GroupState.WriteTime(ref writer, Since);
        severity?.Save(ref writer);
        buffer.Advance(writer.Position);
    }

    /// <returns>Whether the severity of an open alert follows.</returns>
    private static bool ExpectOwn(ref WireReader reader)
    {
        var at = reader.Position;
        var found = reader.ReadArrayHeader();
        if (found is not (OwnValues or OwnValues + SeverityTrack.Values))
            reader.Reject(at, WireError.Array(found), WireError.Array(OwnValues));
        return found > OwnValues;
    }

    private static void SaveAll<T>(List<T> items, IBufferWriter<byte> buffer, SaveItem<T> save)
    {
        var head = new WireWriter(buffer.GetSpan(8));
        head.WriteArrayHeader(items.Count);
        buffer.Advance(head.Position);
        foreach (var item in items)
        {
            var writer = new WireWriter(buffer.GetSpan(KeyBytes + 80));
            save(ref writer, item);
            buffer.Advance(writer.Position);
        }
    }

    private static void SaveKey(ref WireWriter writer, SensorKey sensor, long from)
    {
        writer.WriteString(sensor.Device.Value);
        writer.WriteString(sensor.Sensor.Value);
        writer.WriteInt64(from);
    }

    private static (SensorKey Sensor, long From) LoadKey(ref WireReader reader)
    {
        _ = DeviceId.TryParse(reader.ReadString(RuleState.NameBytes), null, out var device);
        _ = SensorName.TryParse(reader.ReadString(RuleState.NameBytes), null, out var sensor);
        return (new SensorKey(device, sensor), reader.ReadInt64());
    }

    private static void SaveLevel(ref WireWriter writer, GroupLevel level)
    {
        writer.WriteArrayHeader(11);
        SaveKey(ref writer, level.Sensor, level.From);
        writer.WriteInt64(level.Condition);
        writer.WriteBoolean(level.Holds);
        GroupState.WriteTime(ref writer, level.Turned);
        writer.WriteInt64(level.At);
        GroupState.WriteTime(ref writer, level.Value);
        writer.WriteBoolean(level.IsTest);
        writer.WriteBoolean(level.IsAway);
        GroupState.WriteTime(ref writer, level.Waits);
    }

    private void LoadLevel(ref WireReader reader)
    {
        RuleState.Expect(ref reader, 11);
        var (sensor, from) = LoadKey(ref reader);
        var condition = ReadCondition(ref reader);
        levels[(condition, sensor, from)] = new GroupLevel(condition, sensor, from)
        {
            Until = UntilOf(sensor, from), Holds = reader.ReadBoolean(), Turned = GroupState.ReadTime(ref reader),
            At = RuleState.ReadTime(ref reader), Value = GroupState.ReadNumber(ref reader), IsTest = reader.ReadBoolean(),
            IsAway = reader.ReadBoolean(), Waits = GroupState.ReadTime(ref reader),
        };
    }

    private static void SaveSignal(ref WireWriter writer, GroupSignal signal)
    {
        writer.WriteArrayHeader(9);
        SaveKey(ref writer, signal.Sensor, signal.From);
        writer.WriteInt64(signal.Condition);
        writer.WriteInt64(signal.Time);
        writer.WriteUInt64((byte)signal.Kind);
        writer.WriteInt64(signal.At);
        GroupState.WriteTime(ref writer, signal.Value);
        writer.WriteBoolean(signal.IsTest);
    }

    private void LoadSignal(ref WireReader reader)
    {
        RuleState.Expect(ref reader, 9);
        var (sensor, from) = LoadKey(ref reader);
        var (condition, time) = (ReadCondition(ref reader), RuleState.ReadTime(ref reader));
        var position = reader.Position;
        var kind = (GroupSignalKind)reader.ReadUInt64();
        if (!Enum.IsDefined(kind)) reader.Reject(position, LocalizedText.Values($"{kind}"), new("条件的变化", "a turn of a condition"));
        pending.Add(new GroupSignal(time, sensor, from, condition, kind, RuleState.ReadTime(ref reader),
            GroupState.ReadNumber(ref reader), reader.ReadBoolean()));
    }

    private int ReadCondition(ref WireReader reader)
    {
        var at = reader.Position;
        var condition = reader.ReadInt64();
        if (condition >= 0 && condition < Plan.Leaves.Count) return (int)condition;
        reader.Reject(at, new($"条件 {condition}", $"condition {condition}"), WireError.Between(0, Plan.Leaves.Count - 1));
        return 0;
    }
}
