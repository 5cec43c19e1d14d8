using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors;

/// <summary>The frame of every detector's saved state: an array of a tag and its values.</summary>
internal static class DetectorState
{
    private const long MaxTime = 1L << 62;

    internal static void Begin(this ref WireWriter writer, string tag, int values)
    {
        writer.WriteArrayHeader(values + 1);
        writer.WriteString(tag);
    }

    /// <summary>What is found where a state has more values than it should, or fewer.</summary>
    internal static LocalizedText OtherCount { get; } = new("其他个数的值", "another number of values");

    internal static void Begin(this ref WireReader reader, string tag, int values)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (reader.Error is not null) return;
        if (count != values + 1) reader.Reject(at,
            WireError.Values(count), new($"“{tag}”状态的 {values + 1} 个值", $"the {values + 1} values of a '{tag}' state"));
        else if (reader.ReadString(32) is var found && found != tag) reader.Reject(at,
            LocalizedText.Values($"'{found}'"), LocalizedText.Values($"'{tag}'"));
    }

    internal static void WriteOptional(this ref WireWriter writer, long? value)
    {
        if (value is { } number) writer.WriteInt64(number);
        else writer.WriteNil();
    }

    internal static long? ReadOptionalTime(this ref WireReader reader) => reader.TryReadNil() ? null : reader.ReadTime();

    /// <summary>A monotonic time, or a count; a garbled one must not overflow later.</summary>
    internal static long ReadTime(this ref WireReader reader)
    {
        var at = reader.Position;
        var value = reader.ReadInt64();
        if (value is >= 0 and <= MaxTime) return value;
        reader.Reject(at, LocalizedText.Values($"{value}"), WireError.Between(0, MaxTime));
        return 0;
    }
}
