using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The readings of a sliding window with their running sums: constant time a reading, and no allocation once it has grown to its size.
/// </summary>
internal sealed class WindowRing
{
    /// <summary>More readings than this are not kept; the oldest go, and then no longer cover the window.</summary>
    internal const int MaxCount = 1 << 18;

    private const int FirstSize = 32;
    private WindowEntry[] entries = new WindowEntry[FirstSize];
    private int head;
    private Int128 sum;
    private long covered;
    private int tests;

    internal int Count { get; private set; }

    /// <summary>The end of the newest reading; null while there is none.</summary>
    internal long? LastEnd => Count == 0 ? null : this[Count - 1].End;

    /// <summary>The start of the oldest reading; null while there is none.</summary>
    internal long? FirstStart => Count == 0 ? null : this[0].Start;

    private WindowEntry this[int index] => entries[(head + index) & (entries.Length - 1)];

    internal void Add(WindowEntry entry)
    {
        if (Count == MaxCount) RemoveOldest();
        if (Count == entries.Length) Grow();
        entries[(head + Count++) & (entries.Length - 1)] = entry;
        Tally(entry, 1);
    }

    /// <summary>Gives the reading that ended at a time another value.</summary>
    /// <returns>False when there is none.</returns>
    internal bool Correct(long end, long value)
    {
        for (var i = Count - 1; i >= 0 && this[i].End >= end; i--)
            if (this[i].End == end && this[i].Start < end) return Replace(i, this[i] with { Value = value });
        return false;
    }

    /// <summary>Forgets what ended after a time.</summary>
    internal void SetBack(long to)
    {
        while (Count > 0 && this[Count - 1].End > to)
        {
            Tally(this[Count - 1], -1);
            Count--;
        }
    }

    /// <summary>Forgets what ended by the start, and sums up the rest.</summary>
    internal WindowTotals From(long start)
    {
        while (Count > 0 && this[0].End <= start) RemoveOldest();
        if (Count == 0 || this[0].Start >= start) return new WindowTotals(sum, sum, covered, tests > 0);
        var first = this[0]; // readings do not overlap, so only the oldest can reach over the start
        var outside = first.Covers == 0 ? 0 : start - first.Start;
        return new WindowTotals(sum, sum - first.Value, covered - outside, tests > 0);
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(Count * 4);
        for (var i = 0; i < Count; i++)
        {
            writer.WriteInt64(this[i].Start);
            writer.WriteInt64(this[i].End);
            writer.WriteInt64(this[i].Value);
            writer.WriteUInt64((ushort)this[i].Flags);
        }
    }

    internal void Load(ref WireReader reader)
    {
        Clear();
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count % 4 != 0 || count / 4 > MaxCount) reader.Reject(at, $"{count} values", $"4 for each of at most {MaxCount} readings");
        for (var i = 0; i < count / 4 && reader.Error is null; i++) LoadEntry(ref reader);
    }

    private void LoadEntry(ref WireReader reader)
    {
        var at = reader.Position;
        var entry = new WindowEntry(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (EventFlags)reader.ReadUInt64());
        var inOrder = entry.Start >= (LastEnd ?? Clock.Earliest) && entry.End >= entry.Start && entry.End <= Clock.Latest;
        if (!inOrder) reader.Reject(at, "a reading out of order", "readings in order");
        else Add(entry);
    }

    private void Clear() => (entries, head, Count, sum, covered, tests) = (new WindowEntry[FirstSize], 0, 0, 0, 0, 0);

    private void RemoveOldest()
    {
        Tally(this[0], -1);
        head = (head + 1) & (entries.Length - 1);
        Count--;
    }

    private bool Replace(int index, WindowEntry entry)
    {
        Tally(this[index], -1);
        entries[(head + index) & (entries.Length - 1)] = entry;
        Tally(entry, 1);
        return true;
    }

    private void Tally(WindowEntry entry, int sign)
    {
        sum += sign * (Int128)entry.Value;
        covered += sign * entry.Covers;
        if (entry.IsTest) tests += sign;
    }

    private void Grow()
    {
        var larger = new WindowEntry[entries.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (entries, head) = (larger, 0);
    }
}
