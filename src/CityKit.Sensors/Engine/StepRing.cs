using System.Runtime.InteropServices;
using CityKit.Core.Wire;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// The steps of a window that are over, in as few bytes as they need: values in 4 bytes each until one needs 8, coverage as 65,535ths of a
/// step, rounded down, and the number of readings only where it matters.
/// </summary>
internal sealed class StepRing(WindowPlan plan)
{
    private const long Unknown = long.MinValue;
    private const int Whole = ushort.MaxValue;
    private readonly ushort[]? counts = plan.AddsUp && plan.Function != WindowFunction.Average ? null : new ushort[plan.Count];
    private Narrow[]? narrow = new Narrow[plan.Count];
    private Wide[]? wide;
    private long rest = Unknown;

    /// <summary>The value of all steps of the window but the oldest and the one that is not over; null when not known.</summary>
    internal long? Rest { get => rest == Unknown ? null : rest; set => rest = value ?? Unknown; }

    /// <summary>Will be needed soon.</summary>
    internal void Prefetch() => Engine.Prefetch.Around(in rest);

    /// <summary>A step by its place.</summary>
    internal StepTotals this[int place]
    {
        get
        {
            var (value, covered) = Kept(place);
            var count = counts?[place] ?? (covered > 0 || value != 0 ? 1 : 0);
            return new StepTotals(value, (long)((Int128)covered * plan.Step / Whole), count);
        }

        set => Set(place, value.Value, (ushort)Int128.Min(Whole, (Int128)value.Covered * Whole / plan.Step), value.Count);
    }

    /// <summary>The steps after one end up to another together, in order.</summary>
    /// <param name="after">The end before the first of them.</param>
    /// <param name="to">The end of the last.</param>
    /// <param name="less">What is taken from each of them.</param>
    internal StepTotals Between(long after, long to, long less = 0)
    {
        var (all, place) = (default(StepTotals), plan.PlaceOf(after));
        for (var end = after + plan.Step; end <= to; end += plan.Step)
        {
            place = place + 1 == plan.Count ? 0 : place + 1;
            all = all.Join(plan.Function, this[place].Minus(less, plan.Step));
        }
        return all;
    }

    /// <summary>Whether it holds the same as another of the same window.</summary>
    internal bool IsLike(StepRing other) => narrow.AsSpan().SequenceEqual(other.narrow) && wide.AsSpan().SequenceEqual(other.wide)
        && counts.AsSpan().SequenceEqual(other.counts);

    /// <summary>Holds the same as another of the same window.</summary>
    internal void TakeOver(StepRing other)
    {
        if (narrow is not null && other.narrow is null) Widen();
        other.narrow?.CopyTo(narrow!, 0);
        other.wide?.CopyTo(wide!, 0);
        other.counts?.CopyTo(counts!, 0);
        rest = other.rest;
    }

    internal void Clear()
    {
        for (var place = 0; place < plan.Count; place++) this[place] = default;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(plan.Count * 3);
        for (var place = 0; place < plan.Count; place++)
        {
            var (value, covered) = Kept(place);
            writer.WriteInt64(value);
            writer.WriteInt64(covered);
            writer.WriteInt64(counts?[place] ?? 0);
        }
    }

    /// <returns>False when it was the ring of another window.</returns>
    internal bool Load(ref WireReader reader, int fields)
    {
        for (var place = 0; place < fields / 3 && reader.Error is null; place++)
        {
            var (value, covered, count) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
            if (place < plan.Count) Set(place, value, (ushort)Math.Clamp(covered, 0, Whole), count);
        }
        return fields == plan.Count * 3;
    }

    private (long Value, ushort Covered) Kept(int place) => narrow is not null
        ? (narrow[place].Value, narrow[place].Covered)
        : (wide![place].Value, wide[place].Covered);

    private void Set(int place, long value, ushort covered, long count)
    {
        Rest = null;
        if (narrow is not null && value != (int)value) Widen();
        if (narrow is not null) narrow[place] = new Narrow((int)value, covered);
        else wide![place] = new Wide(value, covered);
        if (counts is not null) counts[place] = (ushort)Math.Clamp(count, 0, ushort.MaxValue);
    }

    private void Widen()
    {
        wide = Array.ConvertAll(narrow!, step => new Wide(step.Value, step.Covered));
        narrow = null;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private readonly record struct Narrow(int Value, ushort Covered);

    [StructLayout(LayoutKind.Sequential, Pack = 2)]
    private readonly record struct Wide(long Value, ushort Covered);
}
