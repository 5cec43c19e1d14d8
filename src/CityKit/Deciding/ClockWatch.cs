using CityKit.Observations;
using NodaTime;
using NodaTime.Extensions;

namespace CityKit.Deciding;

/// <summary>Notices when the hub's clock does not go as long as time does. Used by the writer alone.</summary>
internal sealed class ClockWatch(TimeProvider time, Duration tolerance)
{
    private Reading? last;

    /// <summary>What the clock showed, at a moment between two time stamps: time goes on while it is read, or the process stops.</summary>
    private readonly record struct Reading(long Before, Instant Shown, long After);

    /// <summary>The jump since this was last asked; null when there was none.</summary>
    internal ClockJumped? Look()
    {
        var now = new Reading(time.GetTimestamp(), time.GetUtcNow().ToInstant(), time.GetTimestamp());
        if (last is not { } before) (last, before) = (now, now);
        var (least, most) = (Passed(before.After, now.Before), Passed(before.Before, now.After));
        last = now;
        return now.Shown < before.Shown + least - tolerance || now.Shown > before.Shown + most + tolerance
            ? new ClockJumped(before.Shown + least, now.Shown)
            : null;
    }

    private Duration Passed(long from, long to) => Duration.FromTimeSpan(time.GetElapsedTime(from, to));
}
