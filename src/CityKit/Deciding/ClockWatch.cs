using CityKit.Observations;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Deciding;

/// <summary>Notices when the hub's clock does not go as long as time does. Used by the writer alone.</summary>
internal sealed class ClockWatch(TimeProvider time, Duration tolerance)
{
    private Instant shown;
    private long? stamp;

    /// <summary>The jump since this was last asked; null when there was none.</summary>
    internal ClockJumped? Look()
    {
        var (now, at) = (time.GetUtcNow().ToInstant(), time.GetTimestamp());
        var due = stamp is { } before ? shown + Duration.FromTimeSpan(time.GetElapsedTime(before, at)) : now;
        (shown, stamp) = (now, at);
        return now - due > tolerance || due - now > tolerance ? new ClockJumped(due, now) : null;
    }
}
