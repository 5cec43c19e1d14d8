namespace CityKit.Samples.District.Judging;

/// <summary>Which sequences of a lane the record has, as ranges in order: one range when all is well.</summary>
internal sealed class SequenceSet
{
    private readonly List<(long First, long Last)> ranges = [];

    /// <summary>The highest of them; 0 for none.</summary>
    internal long Last => ranges.Count == 0 ? 0 : ranges[^1].Last;

    /// <summary>Adds a range.</summary>
    /// <returns>How many of it were there already.</returns>
    internal long Add(long first, long last)
    {
        var doubled = ranges.Sum(range => Common(range, first, last));
        var touching = ranges.FindAll(range => range.First <= last + 1 && first <= range.Last + 1);
        ranges.RemoveAll(touching.Contains);
        var joined = touching.Append((First: first, Last: last)).ToArray();
        var merged = (joined.Min(range => range.First), joined.Max(range => range.Last));
        ranges.Insert(ranges.FindLastIndex(range => range.First < merged.Item1) + 1, merged);
        return doubled;
    }

    /// <summary>How many of 1 to <paramref name="last"/> are missing.</summary>
    internal long MissingTo(long last) => last - ranges.Sum(range => Common(range, 1, last));

    private static long Common((long First, long Last) range, long first, long last) =>
        Math.Max(0, Math.Min(range.Last, last) - Math.Max(range.First, first) + 1);
}
