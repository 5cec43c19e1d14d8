using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Documents;
using NodaTime;

namespace CityKit.Devices;

/// <summary>Devices as a store keeps them: a MessagePack array, as one is written with every batch.</summary>
public static class DeviceDocuments
{
    private const int Fields = 23;
    private const int FieldsBefore = 17; // of versions that knew no standing
    private const int FieldsWithoutClock = 20; // of versions that kept no clock
    private const int TextBytes = 1024; // names, version and what went wrong, as long as an event can have them
    private const int OnStack = 2048;
    private const int MaxText = 64 << 10;

    /// <summary>All devices.</summary>
    public static DocumentKind<DeviceRecord> Kind { get; } = new("device", d => d.Id.Value, Write, Read);

    private static ReadOnlyMemory<byte> Write(DeviceRecord device)
    {
        var agent = device.Agent;
        var texts = 3 * (agent.Version.Length + agent.Runtime.Length + agent.FailedWhy.Length + (device.Bundle?.CommandId.Length ?? 0));
        var most = TextBytes + texts + device.Key.Info.Length + device.Retired.Length * OutboxId.ByteLength;
        var writer = new WireWriter(most <= OnStack ? stackalloc byte[OnStack] : new byte[most]);
        writer.WriteArrayHeader(Fields);
        writer.WriteString(device.Id.Value);
        writer.WriteBinary(device.Key.Info.Span);
        writer.WriteBinary(device.Outbox is { } outbox ? Bytes([outbox]) : []);
        writer.WriteBinary(Bytes(device.Retired.AsSpan()));
        Write(ref writer, device.Alarm);
        Write(ref writer, device.Reading);
        writer.WriteInt64(device.Accepted);
        writer.WriteInt64(device.Duplicates);
        WriteOptional(ref writer, device.HeardAt?.ToUnixNanoseconds());
        WriteOptional(ref writer, device.Bundle?.Version);
        writer.WriteString(device.Bundle?.CommandId ?? "");
        writer.WriteInt64(device.Release);
        writer.WriteString(agent.Version);
        writer.WriteInt64(agent.Number);
        writer.WriteString(agent.Runtime);
        writer.WriteInt64(agent.IsOnTrial ? ~agent.Failed : agent.Failed);
        writer.WriteString(agent.FailedWhy);
        writer.WriteInt64((int)device.Standing);
        writer.WriteInt64(device.AlarmOwed);
        writer.WriteInt64(device.ReadingOwed);
        writer.WriteInt64((byte)device.Clock.Quality);
        WriteOptional(ref writer, device.Clock.Oldest?.ToUnixTimeTicks());
        WriteOptional(ref writer, device.Clock.Newest?.ToUnixTimeTicks());
        return writer.Written.ToArray();
    }

    private static DeviceRecord Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var fields = reader.ReadArrayHeader();
        var id = reader.ReadString();
        var key = reader.ReadBinary();
        var (outboxes, retired) = (Outboxes(reader.ReadBinary()), Outboxes(reader.ReadBinary()));
        var device = reader.Error is null ? new DeviceRecord(DeviceId.Parse(id), new DevicePublicKey(key)) { Retired = retired }
            : throw Damaged(reader.Error);
        device = device with
        {
            Outbox = outboxes.Length > 0 ? outboxes[0] : null,
            Alarm = ReadCursor(ref reader),
            Reading = ReadCursor(ref reader),
            Accepted = reader.ReadInt64(),
            Duplicates = reader.ReadInt64(),
            HeardAt = ReadOptional(ref reader) is { } at ? InstantNanoseconds.FromUnixNanoseconds(at) : null,
        };
        var (bundle, command) = (ReadOptional(ref reader), reader.ReadString(MaxText));
        device = device with
        {
            Bundle = bundle is { } version ? new BundleReference(version, command) : null,
            Release = reader.ReadInt64(),
            Agent = ReadAgent(ref reader),
        };
        if (fields > FieldsBefore) device = ReadStanding(ref reader, device);
        if (fields > FieldsWithoutClock) device = device with { Clock = ReadClock(ref reader) };
        return reader.Error is null ? device : throw Damaged(reader.Error);
    }

    private static DeviceRecord ReadStanding(ref WireReader reader, DeviceRecord device) => device with
    {
        Standing = (Standing)reader.ReadInt64(),
        AlarmOwed = reader.ReadInt64(),
        ReadingOwed = reader.ReadInt64(),
    };

    private static DeviceClock ReadClock(ref WireReader reader) =>
        new((ClockQuality)reader.ReadInt64(), ReadTime(ref reader), ReadTime(ref reader));

    private static Instant? ReadTime(ref WireReader reader) =>
        ReadOptional(ref reader) is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null;

    private static DeviceAgent ReadAgent(ref WireReader reader)
    {
        var (version, number, runtime, failed) =
            (reader.ReadString(MaxText), reader.ReadInt64(), reader.ReadString(MaxText), reader.ReadInt64());
        return new DeviceAgent(version, number, runtime, failed < 0, failed < 0 ? ~failed : failed, reader.ReadString(MaxText));
    }

    private static void Write(ref WireWriter writer, LaneCursor cursor)
    {
        writer.WriteArrayHeader(2);
        writer.WriteInt64(cursor.Sequence);
        Span<byte> hash = stackalloc byte[RunningHash.ByteLength];
        cursor.Hash.WriteTo(hash);
        writer.WriteBinary(hash);
    }

    private static LaneCursor ReadCursor(ref WireReader reader)
    {
        reader.ReadArrayHeader();
        var sequence = reader.ReadInt64();
        var hash = reader.ReadBinary();
        return reader.Error is null && hash.Length == RunningHash.ByteLength
            ? new LaneCursor(sequence, RunningHash.FromBytes(hash))
            : default;
    }

    private static void WriteOptional(ref WireWriter writer, long? value)
    {
        if (value is { } number) writer.WriteInt64(number);
        else writer.WriteNil();
    }

    private static long? ReadOptional(ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadInt64();

    private static byte[] Bytes(ReadOnlySpan<OutboxId> outboxes)
    {
        var bytes = new byte[outboxes.Length * OutboxId.ByteLength];
        for (var i = 0; i < outboxes.Length; i++) outboxes[i].WriteTo(bytes.AsSpan(i * OutboxId.ByteLength));
        return bytes;
    }

    /// <summary>Reads outbox ids that follow on one another.</summary>
    public static ImmutableArray<OutboxId> Outboxes(ReadOnlySpan<byte> bytes)
    {
        var outboxes = ImmutableArray.CreateBuilder<OutboxId>();
        for (; bytes.Length >= OutboxId.ByteLength; bytes = bytes[OutboxId.ByteLength..]) outboxes.Add(OutboxId.FromBytes(bytes));
        return outboxes.ToImmutable();
    }

    private static FormatException Damaged(WireError error) => new($"The stored device is damaged: {error} 存储的设备已损坏。");
}
