namespace CityKit.Benchmarks;

/// <summary>Sums of an hour, each rule with its own, as if each had another hour: its number, what it has, and whether that is too
/// much.</summary>
internal sealed class HandWrittenSums(long[] limits, int sensors) : IHandWritten
{
    private const int Minutes = 60;
    private const int Share = 30; // of an hour's readings at the limit, as many are too much
    private readonly Window[] windows = new Window[sensors * limits.Length];

    public long Raised { get; private set; }

    public void Observe(int sensor, int minute, long value)
    {
        var mine = windows.AsSpan(sensor * limits.Length, limits.Length);
        for (var rule = 0; rule < mine.Length; rule++)
        {
            ref var window = ref mine[rule];
            if ((minute - 1) / Minutes is var hour && hour != window.Hour) window = new Window { Hour = hour };
            window.Sum += value;
            if (window.IsOver || window.Sum <= limits[rule] * Share) continue;
            window.IsOver = true;
            Raised++;
        }
    }

    private struct Window
    {
        internal int Hour;
        internal bool IsOver;
        internal long Sum;
    }
}
