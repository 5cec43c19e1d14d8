namespace CityKit.Sensors.Engine;

/// <summary>
/// Which stretches of a window are in cells, and which of them are no longer as they are there. A stretch that is full does not change
/// any more.
/// </summary>
internal sealed class WindowCells
{
    /// <summary>How many readings make a stretch.</summary>
    internal const int Stretch = 32;

    private long first; // stretches first to end - 1 are in cells
    private long end;
    private long changedFrom = long.MaxValue;

    /// <summary>The number after that of the last reading that the cells have.</summary>
    internal long End { get; private set; }

    /// <summary>The stretches that are in cells.</summary>
    internal IEnumerable<long> Kept => Range(first, end);

    /// <summary>The reading of a number is another one, or no more.</summary>
    internal void Changed(long number) => changedFrom = Math.Min(changedFrom, number);

    /// <summary>The cells have these readings.</summary>
    internal void Loaded(long firstNumber, int count)
    {
        (first, end, End) = (firstNumber / Stretch, count == 0 ? firstNumber / Stretch
            : (firstNumber + count - 1) / Stretch + 1, firstNumber + count);
        changedFrom = long.MaxValue;
    }

    /// <summary>The stretches whose cell must be written, or is over, now that the window has these readings.</summary>
    internal List<long> TakeChanged(long firstNumber, int count)
    {
        var (firstNow, endNow) = (firstNumber / Stretch, count == 0 ? firstNumber / Stretch : (firstNumber + count - 1) / Stretch + 1);
        var changed = Range(first, Math.Min(end, firstNow)).Concat(Range(Math.Max(first, endNow), end)).ToList();
        if (changedFrom < firstNumber + count) changed.AddRange(Range(Math.Max(firstNow, changedFrom / Stretch), endNow));
        Loaded(firstNumber, count);
        return changed;
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (var i = from; i < to; i++) yield return i;
    }
}
