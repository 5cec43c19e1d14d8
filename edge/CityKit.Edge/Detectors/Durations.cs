using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>Durations of the options as nanoseconds, checked once.</summary>
internal static class Durations
{
    internal const long Second = NodaConstants.NanosecondsPerSecond;
    internal const long Minute = 60 * Second;

    internal static long Checked(Duration value, Duration least, Duration most, string name)
    {
        OptionRange.Check(value, least, most, name);
        return value.ToInt64Nanoseconds();
    }

    /// <summary>The earlier of two moments, where null is never.</summary>
    internal static long? Earlier(long? a, long? b) => a is null || b < a ? b : a;
}
