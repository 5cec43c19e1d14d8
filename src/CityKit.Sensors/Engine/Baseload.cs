using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What goes through a register all the time (基础负荷), such as a fridge, a pilot flame or a leak: the least amount of any complete step of a
/// local day, and of the last 7 such days the median. Not known before 3 days are over.
/// </summary>
internal sealed class Baseload
{
    internal const int MaxStateBytes = 32 + Days * 9;
    private const int Days = 7;
    private const int FewestDays = 3;
    private readonly long[] least = new long[Days];
    private int count;
    private int next;
    private int day;
    private long today = long.MaxValue;

    /// <summary>What it is for a step; null while it is not known.</summary>
    internal long? Value { get; private set; }

    /// <summary>Takes a complete step.</summary>
    internal void Add(int localDay, long amount)
    {
        if (localDay != day) EndDay();
        day = localDay;
        today = Math.Min(today, Math.Max(0, amount));
    }

    internal void Clear() => (count, next, today, Value) = (0, 0, long.MaxValue, null);

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2 + count);
        writer.WriteInt64(day);
        writer.WriteInt64(today);
        for (var age = count; age > 0; age--) writer.WriteInt64(least[(next + Days - age) % Days]);
    }

    internal void Load(ref WireReader reader)
    {
        Clear();
        var (at, fields) = (reader.Position, reader.ReadArrayHeader());
        if (fields is < 2 or > 2 + Days) reader.Reject(at, WireError.Values(fields), WireError.Between(2, 2 + Days));
        day = (int)Math.Clamp(reader.ReadInt64(), int.MinValue, int.MaxValue);
        today = reader.ReadInt64();
        for (var i = 2; i < fields && reader.Error is null; i++) Keep(reader.ReadInt64());
    }

    private void EndDay()
    {
        if (today < long.MaxValue) Keep(today);
        today = long.MaxValue;
    }

    private void Keep(long amount)
    {
        least[next] = amount;
        (next, count) = ((next + 1) % Days, Math.Min(Days, count + 1));
        if (count < FewestDays) return;
        Span<long> known = stackalloc long[Days];
        least.AsSpan(0, count).CopyTo(known);
        Value = Statistics.MedianOf(known[..count]);
    }
}
