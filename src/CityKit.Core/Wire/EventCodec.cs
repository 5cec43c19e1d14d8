using System.Buffers;
using System.Text;

namespace CityKit.Core.Wire;

/// <summary>
/// One event as one MessagePack array: sequence, kind, boot, nanoseconds, span, sensor, value, flags, fields (a map).
/// New fields come only at the end; values after the ones known here are skipped.
/// </summary>
public static class EventCodec
{
    private const int FieldCount = 9;
    private const int MaxFieldName = 32;
    private const int MaxFieldText = 256;
    private static readonly SearchValues<char> Visible =
        SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    /// <summary>A buffer of this many bytes holds any event: at worst an event takes 4,805.</summary>
    public const int MaxBytes = 6 * 1024;

    /// <summary>
    /// The most nanoseconds a moment or a span may have: 146 years, so that wall time ± moment ± span always fits 64 bits.
    /// </summary>
    internal const long MaxNanoseconds = (1L << 62) - 1;

    /// <summary>Writes an event; allocates nothing.</summary>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The buffer is too small, or the event breaks a limit: what
    /// <see cref="Decode(ReadOnlySpan{byte}, out WireError?)"/> would refuse is never written.</exception>
    public static int Encode(CityEvent cityEvent, Span<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(cityEvent);
        Check(cityEvent);
        var writer = new WireWriter(buffer);
        writer.WriteArrayHeader(FieldCount);
        writer.WriteInt64(cityEvent.Sequence);
        writer.WriteUInt64((ushort)cityEvent.Kind);
        writer.WriteInt64(cityEvent.Time.Boot);
        writer.WriteInt64(cityEvent.Time.Nanoseconds);
        writer.WriteInt64(cityEvent.SpanNanoseconds);
        writer.WriteString(cityEvent.Sensor.Value);
        writer.WriteInt64(cityEvent.Value);
        writer.WriteUInt64((ushort)cityEvent.Flags);
        WriteFields(ref writer, cityEvent.Fields);
        return writer.Position;
    }

    /// <summary>Reads an event.</summary>
    /// <returns>The event, or null with what is wrong and where.</returns>
    public static CityEvent? Decode(ReadOnlySpan<byte> bytes, out WireError? error) => Decode(bytes, WireLimits.Default.Depth, out error);

    internal static CityEvent? Decode(ReadOnlySpan<byte> bytes, int maxDepth, out WireError? error)
    {
        var reader = new WireReader(bytes, maxDepth);
        var decoded = Read(ref reader);
        if (!reader.AtEnd) reader.RejectRest(new("事件", "event"));
        error = reader.Error;
        return error is null ? decoded : null;
    }

    private static CityEvent? Read(ref WireReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count < FieldCount) reader.Reject(0,
            new($"有 {count} 个值的事件", $"an event of {count} values"), WireError.AtLeast(FieldCount));
        if (reader.Error is not null) return null; // a batch may be full of what is no event: what follows needs no words
        var sequence = ReadRange(ref reader, 1, long.MaxValue);
        var kind = (EventKind)ReadRange(ref reader, 1, ushort.MaxValue);
        var boot = (int)ReadRange(ref reader, 0, int.MaxValue);
        var nanoseconds = ReadRange(ref reader, 0, MaxNanoseconds);
        var span = ReadRange(ref reader, 0, MaxNanoseconds);
        var sensor = ReadSensor(ref reader);
        var value = reader.ReadInt64();
        var flags = (EventFlags)ReadRange(ref reader, 0, ushort.MaxValue);
        var fields = ReadFields(ref reader);
        for (var i = FieldCount; i < count && reader.Error is null; i++) reader.Skip();
        return new CityEvent(kind, sensor, new DeviceTime(boot, nanoseconds), value)
        {
            Sequence = sequence,
            SpanNanoseconds = span,
            Flags = flags,
            Fields = fields,
        };
    }

    private static void Check(CityEvent cityEvent)
    {
        CheckRange("Sequence", cityEvent.Sequence, 1, long.MaxValue);
        CheckRange("Kind", (ushort)cityEvent.Kind, 1, ushort.MaxValue);
        CheckRange("Boot", cityEvent.Time.Boot, 0, int.MaxValue);
        CheckRange("Nanoseconds", cityEvent.Time.Nanoseconds, 0, MaxNanoseconds);
        CheckRange("SpanNanoseconds", cityEvent.SpanNanoseconds, 0, MaxNanoseconds);
        if (cityEvent.Sensor == default)
            throw new ArgumentException("An event names its sensor; for the device itself that is SensorName.Device.");
    }

    private static void CheckRange(string what, long value, long from, long to)
    {
        if (value < from || value > to) throw new ArgumentException($"{what} of an event is {from} to {to}, not {value}.");
    }

    private static bool IsFieldName(string? name) =>
        name is { Length: > 0 and <= MaxFieldName } && !name.AsSpan().ContainsAnyExcept(Visible);

    private static void WriteFields(ref WireWriter writer, EventFields fields)
    {
        writer.WriteMapHeader(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var field = fields[i];
            if (!IsFieldName(field.Name))
                throw new ArgumentException($"A field's name is 1 to {MaxFieldName} visible ASCII characters, not '{field.Name}'.");
            writer.WriteString(field.Name);
            if (field.Text is null) writer.WriteInt64(field.Number);
            else WriteText(ref writer, field.Text);
        }
    }

    private static void WriteText(ref WireWriter writer, string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxFieldText)
            throw new ArgumentException($"A field's text has at most {MaxFieldText} bytes.");
        writer.WriteString(text);
    }

    private static EventFields ReadFields(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadMapHeader();
        if (count > EventFields.MaxCount) reader.Reject(at,
            new($"{count} 个字段", $"{count} fields"), WireError.AtMost(EventFields.MaxCount));
        if (count == 0 || reader.Error is not null) return EventFields.Empty;
        var fields = new EventField[count];
        for (var i = 0; i < count && reader.Error is null; i++) fields[i] = ReadField(ref reader);
        if (reader.Error is not null) return EventFields.Empty;
        if (EventFields.FirstRepeated(fields) is not { } name) return EventFields.OfDistinct(fields);
        reader.Reject(at, new($"“{name}”出现两次", $"'{name}' twice"), new("每个字段只出现一次", "each field once"));
        return EventFields.Empty;
    }

    private static EventField ReadField(ref WireReader reader)
    {
        var at = reader.Position;
        var name = reader.ReadString(MaxFieldName);
        if (!IsFieldName(name)) reader.Reject(at,
            new($"字段名“{name}”", $"field name '{name}'"),
            new($"1 至 {MaxFieldName} 个可见 ASCII 字符", $"1 to {MaxFieldName} visible ASCII characters"));
        return reader.NextIsString ? new EventField(name, reader.ReadString(MaxFieldText)) : new EventField(name, reader.ReadInt64());
    }

    private static SensorName ReadSensor(ref WireReader reader)
    {
        var at = reader.Position;
        var text = reader.ReadString(IdText.MaxLength);
        if (!SensorName.TryParse(text, null, out var sensor)) reader.Reject(at,
            LocalizedText.Values($"'{text}'"), new("传感器名称", "a sensor name"));
        return sensor;
    }

    private static long ReadRange(ref WireReader reader, long from, long to)
    {
        var at = reader.Position;
        var value = reader.ReadInt64();
        if (value >= from && value <= to) return value;
        reader.Reject(at, LocalizedText.Values($"{value}"), WireError.Between(from, to));
        return from;
    }
}
