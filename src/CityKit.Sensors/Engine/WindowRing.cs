using CityKit.Core;
using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The readings of a sliding window with their running sums: constant time a reading, and no allocation once it has grown to its size.
/// Each has a
/// number; so many of them make a stretch, the part that is kept in a cell (<see cref="WindowCells"/>).
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
    private int negatives;

    internal int Count { get; private set; }

    /// <summary>The number of the oldest reading.</summary>
    internal long First { get; private set; }

    /// <summary>What of it is in cells.</summary>
    internal WindowCells Cells { get; } = new();

    /// <summary>The end of the newest reading; null while there is none.</summary>
    internal long? LastEnd => Count == 0 ? null : this[Count - 1].End;

    /// <summary>The start of the oldest reading; null while there is none.</summary>
    internal long? FirstStart => Count == 0 ? null : this[0].Start;

    /// <summary>The end of the oldest reading; null while there is none.</summary>
    internal long? FirstEnd => Count == 0 ? null : this[0].End;

    /// <summary>Whether a reading is below zero, so that a sum may rise when it leaves.</summary>
    internal bool HasNegative => negatives > 0;

    internal WindowEntry this[int index] => entries[(head + index) & (entries.Length - 1)];

    internal void Add(WindowEntry entry)
    {
        if (Count == MaxCount) RemoveOldest();
        if (Count == entries.Length) Grow();
        Cells.Changed(First + Count);
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
            Cells.Changed(First + Count);
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
        for (var i = 0; i < Count; i++) Save(ref writer, this[i]);
    }

    /// <summary>Takes over readings; of those that it has, what was over before them stays.</summary>
    internal void Load(ref WireReader reader)
    {
        var known = ToArray();
        Clear();
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count % 4 != 0 || count / 4 > MaxCount) reader.Reject(at,
            WireError.Values(count), new($"每个读数 4 个，至多 {MaxCount} 个读数", $"4 for each of at most {MaxCount} readings"));
        for (var i = 0; i < count / 4 && reader.Error is null; i++) LoadEntry(ref reader);
        if (known.Length > 0) PutBefore(known);
    }

    /// <summary>Only which readings there are: the number of the oldest, and how many.</summary>
    internal void SaveRange(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteInt64(First);
        writer.WriteInt64(Count);
    }

    /// <summary>Which readings there are; <see cref="LoadStretch"/> brings them.</summary>
    internal void LoadRange(ref WireReader reader)
    {
        Clear();
        var at = reader.Position;
        var (fields, first, count) = (reader.ReadArrayHeader(), reader.ReadInt64(), reader.ReadInt64());
        if (fields != 2 || first < 0 || first > long.MaxValue / 2
            || count is < 0 or > MaxCount)
                reader.Reject(at, new("其他范围", "another range"), new("时间窗的读数", "the readings of a window"));
        if (reader.Error is not null) return;
        First = first;
        Cells.Loaded(first, (int)count);
    }

    /// <summary>The stretches of a range that nobody takes over.</summary>
    internal static IEnumerable<long> StretchesOf(ref WireReader reader)
    {
        var left = new WindowRing();
        left.LoadRange(ref reader);
        return left.Cells.Kept;
    }

    /// <summary>The readings of a stretch, one after the other, those that left the window since it was last changed too.</summary>
    /// <returns>False when the window has none of it.</returns>
    internal bool SaveStretch(long stretch, ref WireWriter writer)
    {
        var (from, to) = (stretch * WindowCells.Stretch, Math.Min(First + Count, (stretch + 1) * WindowCells.Stretch));
        if (Count == 0 || to <= First || from >= to) return false;
        from = Math.Max(from, First);
        writer.WriteInt64(from);
        for (var number = from; number < to; number++) Save(ref writer, this[(int)(number - First)]);
        return true;
    }

    /// <summary>Takes the readings of a stretch that the range has.</summary>
    internal void LoadStretch(long stretch, ref WireReader reader)
    {
        var number = reader.ReadInt64();
        if (number / WindowCells.Stretch != stretch) reader.Reject(0,
            new($"第 {number} 个读数", $"reading {number}"), new($"第 {stretch} 段的读数", $"a reading of stretch {stretch}"));
        for (; !reader.AtEnd && reader.Error is null && number < Cells.End; number++)
            if (number < First) SkipEntry(ref reader);
            else if (number == First + Count) LoadEntry(ref reader);
            else reader.Reject(reader.Position,
                new($"第 {number} 个读数", $"reading {number}"), new($"第 {First + Count} 个读数", $"reading {First + Count}"));
    }

    /// <summary>Whether the stretches brought what the range has.</summary>
    internal bool IsWhole()
    {
        var isWhole = First + Count == Cells.End;
        if (isWhole) Cells.Loaded(First, Count);
        return isWhole;
    }

    private static void Save(ref WireWriter writer, WindowEntry entry)
    {
        writer.WriteInt64(entry.Start);
        writer.WriteInt64(entry.End);
        writer.WriteInt64(entry.Value);
        writer.WriteUInt64((ushort)entry.Flags);
    }

    private static void SkipEntry(ref WireReader reader)
    {
        for (var i = 0; i < 4; i++) reader.Skip();
    }

    private void LoadEntry(ref WireReader reader)
    {
        var at = reader.Position;
        var entry = new WindowEntry(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (EventFlags)reader.ReadUInt64());
        var inOrder = entry.Start >= (LastEnd ?? Clock.Earliest) && entry.End >= entry.Start && entry.End <= Clock.Latest;
        if (!inOrder) reader.Reject(at, new("次序颠倒的读数", "a reading out of order"), new("按次序的读数", "readings in order"));
        else Add(entry);
    }

    private void PutBefore(WindowEntry[] known)
    {
        var (loaded, start) = (ToArray(), FirstStart ?? Clock.Latest);
        Clear();
        foreach (var entry in known.TakeWhile(entry => entry.End <= start)) Add(entry);
        foreach (var entry in loaded) Add(entry);
    }

    private WindowEntry[] ToArray() => Count == 0 ? [] : [.. Enumerable.Range(0, Count).Select(i => this[i])];

    private void Clear()
    {
        (entries, head, Count, First, sum, covered, tests, negatives) = (new WindowEntry[FirstSize], 0, 0, 0, 0, 0, 0, 0);
        Cells.Changed(0);
    }

    private void RemoveOldest()
    {
        Tally(this[0], -1);
        head = (head + 1) & (entries.Length - 1);
        Count--;
        First++;
    }

    private bool Replace(int index, WindowEntry entry)
    {
        Tally(this[index], -1);
        entries[(head + index) & (entries.Length - 1)] = entry;
        Tally(entry, 1);
        Cells.Changed(First + index);
        return true;
    }

    private void Tally(WindowEntry entry, int sign)
    {
        sum += sign * (Int128)entry.Value;
        covered += sign * entry.Covers;
        if (entry.IsTest) tests += sign;
        if (entry.Value < 0) negatives += sign;
    }

    private void Grow()
    {
        var larger = new WindowEntry[entries.Length * 2];
        for (var i = 0; i < Count; i++) larger[i] = this[i];
        (entries, head) = (larger, 0);
    }
}
