namespace CityKit.Sensors.Engine;

/// <summary>Whole numbers that say what is usual.</summary>
internal static class Statistics
{
    /// <summary>The middle one, or the mean of the two in the middle, rounded down. Sorts what it is given.</summary>
    internal static long MedianOf(Span<long> values)
    {
        values.Sort();
        var (low, high) = (values[(values.Length - 1) / 2], values[values.Length / 2]);
        return (long)(((Int128)low + high) >> 1);
    }

    internal static long Saturated(Int128 value) => (long)Int128.Clamp(value, long.MinValue, long.MaxValue);
}
