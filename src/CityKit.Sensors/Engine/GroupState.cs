using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>The states of groups as MessagePack, each as <see cref="GroupTrack"/> has it.</summary>
internal static class GroupState
{
    internal const int MaxHeadBytes = 2 * RuleState.NameBytes + MaxValueBytes + 128;
    private const int MaxValueBytes = 1_024;
    private const int Fields = 9;
    private const int HeadFields = 5;

    internal static void Save(IReadOnlyList<RuleGroup> groups, IBufferWriter<byte> buffer)
    {
        var head = new WireWriter(buffer.GetSpan(8));
        head.WriteArrayHeader(groups.Count);
        buffer.Advance(head.Position);
        foreach (var group in groups) group.Track!.Save(buffer);
    }

    /// <summary>Takes over what groups knew; of one that is gone only an open alert is of interest.</summary>
    internal static void Load(GroupTable? table, ref WireReader reader, List<AlertId> orphans)
    {
        for (var i = reader.ReadArrayHeader(); i > 0 && reader.Error is null; i--)
        {
            var (rule, shape, key, raisedAt) = LoadHead(ref reader);
            if (table?.Find(rule, shape, key) is { } group)
            {
                LoadTrack(group, ref reader, raisedAt);
                if (reader.Error is null) table.Loaded(group, orphans);
                continue;
            }
            for (var field = HeadFields; field < Fields; field++) reader.Skip();
            if (reader.Error is null && raisedAt is { } at) orphans.Add(AlertId.Of(rule, key, Clock.ToInstant(at)));
        }
    }

    /// <summary>Takes over a group's cell.</summary>
    /// <returns>What is wrong with it.</returns>
    internal static WireError? Load(RuleGroup group, ReadOnlySpan<byte> cell, List<AlertId> orphans)
    {
        var reader = new WireReader(cell);
        var (rule, shape, key, raisedAt) = LoadHead(ref reader);
        if (reader.Error is null && (rule != group.Plan.Rule.Id || key != group.Key))
            reader.Reject(0,
                new($"{rule} 对 {key} 的状态", $"the state of {rule} for {key}"),
                new($"{group.Plan.Rule.Id} 对 {group.Key} 的状态", $"that of {group.Plan.Rule.Id} for {group.Key}"));
        if (reader.Error is null && shape != group.Plan.Shape)
        {
            if (raisedAt is { } at) orphans.Add(AlertId.Of(rule, key, Clock.ToInstant(at)));
            return null;
        }
        LoadTrack(group, ref reader, raisedAt);
        if (!reader.AtEnd) reader.RejectRest(new("状态", "state"));
        return reader.Error;
    }

    /// <summary>The open alert in the cell of a group that is gone; null for none.</summary>
    internal static AlertId? OpenIn(ReadOnlySpan<byte> cell)
    {
        var reader = new WireReader(cell);
        var (rule, _, key, raisedAt) = LoadHead(ref reader);
        return reader.Error is null && raisedAt is { } at ? AlertId.Of(rule, key, Clock.ToInstant(at)) : null;
    }

    internal static void SaveHead(ref WireWriter writer, GroupPlan plan, GroupKey key, long? raisedAt)
    {
        writer.WriteArrayHeader(Fields);
        writer.WriteString(plan.Rule.Id);
        writer.WriteString(plan.Shape);
        writer.WriteUInt64((byte)key.Per);
        writer.WriteString(key.Value);
        WriteTime(ref writer, raisedAt);
    }

    internal static long? ReadTime(ref WireReader reader) => reader.TryReadNil() ? null : RuleState.ReadTime(ref reader);

    internal static long? ReadNumber(ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadInt64();

    internal static void WriteTime(ref WireWriter writer, long? time)
    {
        if (time is { } at) writer.WriteInt64(at);
        else writer.WriteNil();
    }

    private static (string Rule, string Shape, GroupKey Key, long? RaisedAt) LoadHead(ref WireReader reader)
    {
        RuleState.Expect(ref reader, Fields);
        var (rule, shape) = (reader.ReadString(RuleState.NameBytes), reader.ReadString(RuleState.NameBytes));
        var at = reader.Position;
        var per = reader.ReadUInt64();
        if (per > (byte)RulePer.City) reader.Reject(at, LocalizedText.Values($"{per}"), new("传感器组", "a group of sensors"));
        return (rule, shape, new GroupKey((RulePer)per, reader.ReadString(MaxValueBytes)), ReadTime(ref reader));
    }

    private static void LoadTrack(RuleGroup group, ref WireReader reader, long? raisedAt)
    {
        group.Track = GroupTrack.Of(group);
        group.Track.Load(ref reader, raisedAt);
    }
}
