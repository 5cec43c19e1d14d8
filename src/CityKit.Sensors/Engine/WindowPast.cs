using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>The windows that ended at each step of the last day or week, so that one can be compared with the same one before.</summary>
/// <param name="step">A step's length.</param>
/// <param name="count">How many steps the time between the two has.</param>
internal sealed class WindowPast(long step, int count)
{
    private const long None = long.MinValue;
    private readonly long[] values = NewValues(count);
    private long last = None;

    /// <summary>At most this many bytes are needed to save it.</summary>
    internal int MaxStateBytes => 24 + count * 9;

    /// <summary>The window that ended so long before; null when it was not complete.</summary>
    internal long? Before(long at)
    {
        MoveTo(at);
        return values[PlaceOf(at)] is not None and var value ? value : null;
    }

    /// <summary>The window that ends now; null when it is not complete.</summary>
    internal void Put(long at, long? value)
    {
        MoveTo(at);
        values[PlaceOf(at)] = value ?? None;
        last = at;
    }

    /// <summary>The clock is at an earlier time: later windows were none.</summary>
    internal void SetBack(long to)
    {
        if (last == None || last <= to) return;
        for (var end = Math.Max(last - (count - 1) * step, last - (last - to) / step * step); end <= last; end += step)
            if (end > to) values[PlaceOf(end)] = None;
        last = last - (last - to + step - 1) / step * step;
    }

    internal void Clear()
    {
        Array.Fill(values, None);
        last = None;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(1 + count);
        WriteOptional(ref writer, last);
        foreach (var value in values) WriteOptional(ref writer, value);
    }

    internal void Load(ref WireReader reader)
    {
        Clear();
        var (at, fields) = (reader.Position, reader.ReadArrayHeader());
        if (fields < 1) reader.Reject(at, new("没有值", "no values"), new("时间和值", "a time and values"));
        last = ReadOptional(ref reader);
        if (last != None && (last < Clock.Earliest || last > Clock.Latest)) reader.Reject(at,
            LocalizedText.Values($"{last}"), RuleState.TimeExpected);
        for (var place = 0; place < fields - 1 && reader.Error is null; place++)
            if (ReadOptional(ref reader) is var value && place < count) values[place] = value;
    }

    private static long[] NewValues(int count)
    {
        var values = new long[count];
        Array.Fill(values, None);
        return values;
    }

    private static void WriteOptional(ref WireWriter writer, long value)
    {
        if (value == None) writer.WriteNil();
        else writer.WriteInt64(value);
    }

    private static long ReadOptional(ref WireReader reader) => reader.TryReadNil() ? None : reader.ReadInt64();

    private int PlaceOf(long at) => (int)((ulong)((at - Clock.Earliest) / step) % (ulong)count);

    /// <summary>Steps that were passed over had no window.</summary>
    private void MoveTo(long at)
    {
        if (last == None || last >= at) return;
        for (var end = Math.Max(last + step, at - count * step); end < at; end += step) values[PlaceOf(end)] = None;
        last = at - step;
    }
}
