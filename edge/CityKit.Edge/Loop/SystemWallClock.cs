using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// The system's clock, with a quality that the host finds out. A time before <paramref name="notBefore"/> was never set and is unknown.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="evidence">How far it can be trusted now, such as what the time service says.</param>
/// <param name="notBefore">The earliest time that can be true, such as when the software was built.</param>
internal sealed class SystemWallClock(TimeProvider time, Func<ClockEvidence> evidence, Instant notBefore) : IWallClock
{
    /// <inheritdoc/>
    public WallTime Read()
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var found = now < notBefore ? NeverSet(now) : evidence();
        return new WallTime(now, found.Quality) { Reason = found.Reason };
    }

    private static ClockEvidence NeverSet(Instant now) =>
        new(ClockQuality.Unknown, new LocalizedText($"系统时钟显示 {now}，从未校准", $"the system's clock shows {now}: it was never set"));
}
