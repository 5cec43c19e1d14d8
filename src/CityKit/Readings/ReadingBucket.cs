using NodaTime;

namespace CityKit.Readings;

/// <summary>The readings of a stretch of time together (降采样): values in the sensor's smallest unit.</summary>
/// <param name="From">When the stretch begins: a whole number of steps since 1970.</param>
/// <param name="Count">How many readings there are in it, 1 or more.</param>
/// <param name="Least">The least value.</param>
/// <param name="Most">The largest value.</param>
/// <param name="Mean">The mean of the values.</param>
public sealed record ReadingBucket(Instant From, int Count, long Least, long Most, decimal Mean)
{
    /// <param name="readings">The readings of some time, in its order.</param>
    /// <param name="step">How long each stretch is.</param>
    internal static IEnumerable<ReadingBucket> Of(IEnumerable<SensorReading> readings, Duration step) =>
        readings.GroupBy(reading => BeginOf(reading.At, step)).Select(group => Of(group.Key, [.. group.Select(r => r.Value)]));

    internal static Instant BeginOf(Instant at, Duration step)
    {
        var (time, length) = (at.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds);
        return Instant.FromUnixTimeMilliseconds(time - ((time % length) + length) % length);
    }

    private static ReadingBucket Of(Instant from, long[] values) =>
        new(from, values.Length, values.Min(), values.Max(), values.Sum(value => (decimal)value) / values.Length);
}
