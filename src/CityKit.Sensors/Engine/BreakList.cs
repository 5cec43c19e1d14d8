using CityKit.Core.Wire;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Times in which a sensor was not seen, until the readings after them come. A few; when there are more, the last ones count as one.
/// </summary>
internal sealed class BreakList
{
    internal const int MaxBytes = 8 + MaxCount * 18;
    private const int MaxCount = 16;
    private readonly List<(long From, long To)> breaks = [];

    internal void Add(long from, long to)
    {
        if (breaks.Count < MaxCount) breaks.Add((from, to));
        else breaks[^1] = (Math.Min(breaks[^1].From, from), Math.Max(breaks[^1].To, to));
    }

    internal void Clear() => breaks.Clear();

    /// <summary>Whether one began by this time; those that ended by then are forgotten.</summary>
    internal bool TakeUntil(long at)
    {
        var found = breaks.Exists(b => b.From <= at);
        breaks.RemoveAll(b => b.To <= at);
        return found;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteArrayHeader(breaks.Count * 2);
        foreach (var (from, to) in breaks)
        {
            writer.WriteInt64(from);
            writer.WriteInt64(to);
        }
    }

    internal void Load(ref WireReader reader)
    {
        var at = reader.Position;
        var count = reader.ReadArrayHeader();
        if (count % 2 != 0 || count > 2 * MaxCount) reader.Reject(at, $"{count} times", $"two for each of at most {MaxCount} breaks");
        breaks.Clear();
        for (var i = 0; i < count / 2 && reader.Error is null; i++) breaks.Add((reader.ReadInt64(), reader.ReadInt64()));
    }
}
