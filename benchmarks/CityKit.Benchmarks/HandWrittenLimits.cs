namespace CityKit.Benchmarks;

/// <summary>Limits with hysteresis: of each sensor and rule whether it is over.</summary>
internal sealed class HandWrittenLimits(long[] limits, int sensors) : IHandWritten
{
    private const long Hysteresis = 10;
    private readonly bool[] over = new bool[sensors * limits.Length];

    public long Raised { get; private set; }

    public void Observe(int sensor, int minute, long value)
    {
        var mine = over.AsSpan(sensor * limits.Length, limits.Length);
        for (var rule = 0; rule < mine.Length; rule++)
            if (mine[rule]) mine[rule] = value > limits[rule] - Hysteresis;
            else if (value > limits[rule])
            {
                mine[rule] = true;
                Raised++;
            }
    }
}
