using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Times in which a sensor was not seen, until the readings after them come. A few; when there are more, the last ones count as one.
/// </summary>
internal sealed class BreakList
{
    internal const int MaxBytes = 8 + MaxCount * 18;
    private const int MaxCount = 16;
    private List<(long From, long To)>? breaks;

    internal bool IsEmpty => breaks is null;

    internal void Add(long from, long to)
    {
        breaks ??= [];
        if (breaks.Count < MaxCount) breaks.Add((from, to));
        else breaks[^1] = (Math.Min(breaks[^1].From, from), Math.Max(breaks[^1].To, to));
    }

    internal void Clear() => breaks = null;

    /// <summary>Whether one began by this time; those that ended by then are forgotten.</summary>
    internal bool TakeUntil(long at) => breaks is not null && TakeUntil(breaks, at);

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader((breaks?.Count ?? 0) * 2);
        foreach (var (from, to) in breaks ?? [])
        {
            writer.WriteInt64(from);
            writer.WriteInt64(to);
        }
    }

    internal void Load(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count % 2 != 0 || count > 2 * MaxCount) reader.Reject(at,
            new($"{count} 个时间", $"{count} times"),
            new($"每次中断两个，至多 {MaxCount} 次中断", $"two for each of at most {MaxCount} breaks"));
        breaks = null;
        for (var i = 0; i < count / 2 && reader.Error is null; i++) (breaks ??= []).Add((reader.ReadInt64(), reader.ReadInt64()));
    }

    /// <summary>Apart, so that nothing is allocated where there was no break.</summary>
    private bool TakeUntil(List<(long From, long To)> known, long at)
    {
        var found = known.Exists(b => b.From <= at);
        known.RemoveAll(b => b.To <= at);
        if (known.Count == 0) breaks = null;
        return found;
    }
}
