using CityKit.Core;
using NodaTime;

namespace CityKit.Readings;

/// <summary>What a sensor read (读数), as it is kept. <c>default</c> is a 0 at 1970-01-01, which no sensor read.</summary>
/// <param name="At">When, or when its span ended, to the millisecond.</param>
/// <param name="Span">How long before <paramref name="At"/> it covers, to the millisecond; zero for a moment.</param>
/// <param name="Value">The number in the sensor's smallest unit.</param>
/// <param name="Flags">Marks, such as that the value is a lower bound.</param>
public readonly record struct SensorReading(Instant At, Duration Span, long Value, EventFlags Flags)
{
    /// <summary>As it is kept of times to the nanosecond.</summary>
    internal static SensorReading Of(Instant at, Duration span, long value, EventFlags flags) =>
        new(Instant.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()),
            Duration.FromMilliseconds((long)span.TotalMilliseconds), value, flags);
}
