using System.Buffers;
using System.Globalization;
using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Sensors.Register;

/// <summary>
/// A block of the register as MessagePack: [1, device and sensor where it begins, [entry...]], an entry being its values by position, nil
/// for none, those at the end left out: device (empty: that of the entry before), sensor, quantity, unit, per unit, valid from and to,
/// rollover, highest rate, longitude, latitude, grid, component, household, compound, building, entrance, and of the consent purpose,
/// giver,
/// from and until. A time is two values: seconds, and nanoseconds within.
/// </summary>
internal static class SensorBlockState
{
    private const int Version = 1;
    private const int MaxText = 1 << 16;
    private const int Fixed = 256; // what is no text, with the heads of texts
    private const int Own = 9; // values that every entry has room for: up to the time it ends

    internal static ReadOnlyMemory<byte> Write(SensorKey first, Sensor[] entries)
    {
        var buffer = new ArrayBufferWriter<byte>(entries.Length * 80 + Fixed);
        var writer = new WireWriter(buffer.GetSpan(Fixed));
        writer.WriteArrayHeader(4);
        writer.WriteInt64(Version);
        writer.WriteString(first.Device.Value);
        writer.WriteString(first.Sensor.Value);
        writer.WriteArrayHeader(entries.Length);
        buffer.Advance(writer.Position);
        for (var i = 0; i < entries.Length; i++) Write(entries[i], i == 0 ? null : entries[i - 1], buffer);
        return buffer.WrittenMemory;
    }

    /// <summary>Reads where a block begins; its entries are read when they are needed.</summary>
    /// <exception cref="FormatException">The bytes are damaged, or no block of this version.</exception>
    internal static SensorBlock Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new WireReader(bytes.Span);
        var (first, count) = ReadHead(ref reader);
        return new SensorBlock(first, new SensorEntries(bytes, count));
    }

    internal static Sensor[] ReadEntries(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        var entries = new Sensor[ReadHead(ref reader).Count];
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = ReadEntry(ref reader, i == 0 ? null : entries[i - 1]);
            Check(ref reader);
        }
        return entries;
    }

    private static (SensorKey First, int Count) ReadHead(ref WireReader reader)
    {
        var (fields, version) = (reader.ReadArrayHeader(), reader.ReadInt64());
        if (fields != 4 || version != Version) reader.Reject(0,
            new($"版本 {version}，{fields} 个值", $"version {version} of {fields} values"),
            new($"版本 {Version} 的块", $"a block of version {Version}"));
        var first = ReadKey(ref reader, null);
        var count = reader.ReadArrayHeader();
        Check(ref reader);
        return (first, count);
    }

    private static void Check(ref WireReader reader)
    {
        if (reader.Error is { } wrong) throw new FormatException($"A stored part of the sensor register is damaged: {wrong} 存储的传感器已损坏。");
    }

    private static void Write(Sensor sensor, Sensor? before, ArrayBufferWriter<byte> buffer)
    {
        string?[] texts = [sensor.Grid, sensor.Component, sensor.Household, sensor.Compound, sensor.Building, sensor.Entrance];
        var rate = sensor.MaxRate?.ToString();
        var count = CountOf(sensor, texts);
        var chars = texts.Sum(text => text?.Length ?? 0) + (rate?.Length ?? 0) + sensor.Unit.Length + 3 * 64
            + (sensor.Consent is { } given ? given.Purpose.Length + given.GivenBy.Length : 0);
        var writer = new WireWriter(buffer.GetSpan(Fixed + 3 * chars));
        writer.WriteArrayHeader(count);
        writer.WriteString(before?.Key.Device == sensor.Key.Device ? "" : sensor.Key.Device.Value);
        writer.WriteString(sensor.Key.Sensor.Value);
        writer.WriteString(sensor.Quantity.Value);
        writer.WriteString(sensor.Unit);
        writer.WriteInt64(sensor.PerUnit);
        Write(sensor.ValidFrom, ref writer);
        Write(sensor.ValidTo, ref writer);
        if (count > Own) WriteMore(sensor, rate, texts.AsSpan(0, Math.Min(texts.Length, Math.Max(0, count - Own - 4))), ref writer);
        if (sensor.Consent is { } consent) Write(consent, ref writer);
        buffer.Advance(writer.Position);
    }

    /// <summary>How many values the entry needs: up to the last that is not nil, in whole groups.</summary>
    private static int CountOf(Sensor sensor, string?[] texts)
    {
        const int More = 4;
        if (sensor.Consent is not null) return Own + More + texts.Length + 6;
        var last = Array.FindLastIndex(texts, text => text is not null) + 1;
        return last > 0 || sensor.Rollover is not null || sensor.MaxRate is not null || sensor.Place is not null ? Own + More + last : Own;
    }

    private static void WriteMore(Sensor sensor, string? rate, ReadOnlySpan<string?> texts, ref WireWriter writer)
    {
        if (sensor.Rollover is { } rollover) writer.WriteInt64(rollover);
        else writer.WriteNil();
        Write(rate, ref writer);
        Write(sensor.Place?.Longitude, ref writer);
        Write(sensor.Place?.Latitude, ref writer);
        foreach (var text in texts) Write(text, ref writer);
    }

    private static void Write(Consent consent, ref WireWriter writer)
    {
        writer.WriteString(consent.Purpose);
        writer.WriteString(consent.GivenBy);
        Write(consent.From, ref writer);
        Write(consent.Until, ref writer);
    }

    private static void Write(string? text, ref WireWriter writer)
    {
        if (text is null) writer.WriteNil();
        else writer.WriteString(text);
    }

    private static void Write(double? value, ref WireWriter writer)
    {
        if (value is { } number) writer.WriteDouble(number);
        else writer.WriteNil();
    }

    private static void Write(Instant? time, ref WireWriter writer)
    {
        if (time is not { } at)
        {
            writer.WriteNil();
            writer.WriteNil();
            return;
        }
        var seconds = at.ToUnixTimeSeconds();
        writer.WriteInt64(seconds);
        writer.WriteInt64((at - Instant.FromUnixTimeSeconds(seconds)).SubsecondNanoseconds);
    }

    private static Sensor ReadEntry(ref WireReader reader, Sensor? before)
    {
        var count = reader.ReadArrayHeader();
        var sensor = new Sensor
        {
            Key = ReadKey(ref reader, before?.Key.Device),
            Quantity = ReadQuantity(ref reader, before),
            Unit = Same(reader.ReadString(MaxText), before?.Unit),
            PerUnit = reader.ReadInt64(),
            ValidFrom = ReadTime(ref reader) ?? default,
            ValidTo = ReadTime(ref reader),
        };
        return count == Own ? sensor : ReadMore(sensor, ref reader, count - Own, before);
    }

    private static Sensor ReadMore(Sensor sensor, ref WireReader reader, int count, Sensor? before)
    {
        long? rollover = reader.TryReadNil() ? null : reader.ReadInt64();
        var rate = ReadText(ref reader, null);
        var (longitude, latitude) = (ReadNumber(ref reader), ReadNumber(ref reader));
        string? Next(ref WireReader from, int at, string? same) => count > at ? ReadText(ref from, same) : null;
        return sensor with
        {
            Rollover = rollover,
            MaxRate = rate is null ? null : Amount.Parse(rate, CultureInfo.InvariantCulture),
            Place = longitude is { } x && latitude is { } y ? GeoPoint.FromDegrees(x, y) : null,
            Grid = Next(ref reader, 4, before?.Grid),
            Component = Next(ref reader, 5, null),
            Household = Next(ref reader, 6, before?.Household),
            Compound = Next(ref reader, 7, before?.Compound),
            Building = Next(ref reader, 8, before?.Building),
            Entrance = Next(ref reader, 9, before?.Entrance),
            Consent = count > 10 ? ReadConsent(ref reader) : null,
        };
    }

    private static Consent ReadConsent(ref WireReader reader) => new(reader.ReadString(MaxText), reader.ReadString(MaxText),
        ReadTime(ref reader) ?? default, ReadTime(ref reader) ?? default);

    private static SensorKey ReadKey(ref WireReader reader, DeviceId? before)
    {
        var (at, text) = (reader.Position, reader.ReadString());
        var device = before ?? default;
        if (text.Length > 0 && !DeviceId.TryParse(text, null, out device))
            reader.Reject(at, LocalizedText.Values($"'{text}'"), new("设备", "a device"));
        if (!SensorName.TryParse(reader.ReadString(), null, out var name)) reader.Reject(at,
            new("没有名称", "no name"), new("传感器", "a sensor"));
        return new SensorKey(device, name);
    }

    private static Quantity ReadQuantity(ref WireReader reader, Sensor? before)
    {
        var (at, text) = (reader.Position, reader.ReadString());
        if (before is not null && before.Quantity.Value == text) return before.Quantity;
        if (!Quantity.TryParse(text, null, out var quantity)) reader.Reject(at, LocalizedText.Values($"'{text}'"), new("量", "a quantity"));
        return quantity;
    }

    private static string? ReadText(ref WireReader reader, string? same) =>
        reader.TryReadNil() ? null : Same(reader.ReadString(MaxText), same);

    /// <summary>Neighbours often have the same words: one text in memory is enough.</summary>
    private static string Same(string read, string? before) => read == before ? before : read;

    private static double? ReadNumber(ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadDouble();

    private static Instant? ReadTime(ref WireReader reader)
    {
        if (reader.TryReadNil())
        {
            reader.TryReadNil();
            return null;
        }
        var (at, seconds, within) = (reader.Position, reader.ReadInt64(), reader.ReadInt64());
        if (seconds < Instant.MinValue.ToUnixTimeSeconds() || seconds > Instant.MaxValue.ToUnixTimeSeconds())
            reader.Reject(at, LocalizedText.Values($"{seconds}"), new("时间的秒数", "seconds of a time"));
        return reader.Error is null ? Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds(within) : null;
    }
}
