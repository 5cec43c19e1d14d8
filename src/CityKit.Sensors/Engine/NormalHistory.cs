using CityKit.Core.Wire;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What is normal for a sensor by hour of the day: the last windows that ended in each hour, one a day, in 4 bytes each until one needs 8.
/// </summary>
/// <param name="hours">How many different hours of the day there are, 1 to 24.</param>
/// <param name="days">How many windows of each are kept, 7 to 56.</param>
internal sealed class NormalHistory(int hours, int days)
{
    private readonly byte[] counts = new byte[hours];
    private readonly byte[] nexts = new byte[hours];
    private readonly int[] lastDays = new int[hours];
    private int[]? narrow;
    private long[]? wide;

    internal int Hours => hours;

    /// <summary>At most this many bytes are needed to save it.</summary>
    internal int MaxStateBytes => 8 + hours * (16 + days * 9);

    /// <summary>Takes the window of an hour of a local day; of several of one hour and day the first counts.</summary>
    internal void Put(int hour, int day, long value)
    {
        if (counts[hour] > 0 && lastDays[hour] == day) return;
        lastDays[hour] = day;
        Add(hour, value);
    }

    /// <summary>
    /// Median and median absolute deviation, both rounded down to the smallest unit; the deviation at least 1 % of the median and at least
    /// one unit. Null before 7 windows of the hour are known.
    /// </summary>
    internal (long Median, long Deviation)? Of(int hour)
    {
        if (counts[hour] < WindowComparison.FewestDays) return null;
        Span<long> sorted = stackalloc long[WindowComparison.MostDays];
        sorted = sorted[..counts[hour]];
        for (var i = 0; i < sorted.Length; i++) sorted[i] = this[hour * days + i];
        var median = Statistics.MedianOf(sorted);
        foreach (ref var value in sorted) value = Statistics.Saturated(Int128.Abs((Int128)value - median));
        return (median, Math.Max(Statistics.MedianOf(sorted), Math.Max(1, Math.Abs(median / 100))));
    }

    internal void Clear() => Array.Clear(counts);

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(hours);
        for (var hour = 0; hour < hours; hour++)
        {
            writer.WriteArrayHeader(1 + counts[hour]);
            writer.WriteInt64(lastDays[hour]);
            for (var age = counts[hour]; age > 0; age--) writer.WriteInt64(this[hour * days + (nexts[hour] + days - age) % days]);
        }
    }

    /// <summary>Of more windows than are kept now, the last ones are; the hours of another rule are skipped.</summary>
    internal void Load(ref WireReader reader)
    {
        Clear();
        var count = reader.ReadArrayHeader();
        for (var hour = 0; hour < count && reader.Error is null; hour++)
        {
            var (at, fields) = (reader.Position, reader.ReadArrayHeader());
            if (fields is < 1 or > WindowComparison.MostDays + 1)
                reader.Reject(at, WireError.Values(fields), WireError.Between(1, WindowComparison.MostDays + 1));
            var day = (int)Math.Clamp(reader.ReadInt64(), int.MinValue, int.MaxValue);
            if (hour < hours) lastDays[hour] = day;
            for (var i = 1; i < fields && reader.Error is null; i++)
                if (reader.ReadInt64() is var value && hour < hours) Add(hour, value);
        }
    }

    private long this[int place]
    {
        get => narrow is not null ? narrow[place] : wide![place];
        set
        {
            if (narrow is null && wide is null) narrow = new int[hours * days];
            if (narrow is not null && value != (int)value) (wide, narrow) = (Array.ConvertAll(narrow, v => (long)v), null);
            if (narrow is not null) narrow[place] = (int)value;
            else wide![place] = value;
        }
    }

    private void Add(int hour, long value)
    {
        if (counts[hour] == 0) nexts[hour] = 0;
        this[hour * days + nexts[hour]] = value;
        nexts[hour] = (byte)((nexts[hour] + 1) % days);
        counts[hour] = (byte)Math.Min(days, counts[hour] + 1);
    }
}
