using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>Durations of the options as nanoseconds, checked once.</summary>
internal static class Durations
{
    internal const long Second = NodaConstants.NanosecondsPerSecond;
    internal const long Minute = 60 * Second;

    internal static long Checked(Duration value, Duration least, Duration most, string name)
    {
        if (value < least || value > most)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}. {name} 须在 {least} 至 {most} 之间。");
        return value.ToInt64Nanoseconds();
    }

    /// <summary>The earlier of two moments, where null is never.</summary>
    internal static long? Earlier(long? a, long? b) => a is null || b < a ? b : a;
}
