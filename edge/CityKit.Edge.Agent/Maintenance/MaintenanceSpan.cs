using NodaTime;

namespace CityKit.Edge.Agent.Maintenance;

/// <summary>From when until when somebody works at the device (维护时段).</summary>
/// <param name="From">The beginning.</param>
/// <param name="Until">The end.</param>
internal readonly record struct MaintenanceSpan(Instant From, Instant Until)
{
    internal Duration Length => Until - From;

    /// <summary>
    /// How much is left. A clock that shows a time before the beginning was not set yet: then the whole length is left, and no more, so
    /// that it ends in any case.
    /// </summary>
    internal Duration LeftAt(Instant now) => Duration.Max(Duration.Zero, Duration.Min(Length, Until - now));
}
