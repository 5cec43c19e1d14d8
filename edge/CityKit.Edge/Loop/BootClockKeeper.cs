using CityKit.Core;
using CityKit.Edge.Outbox;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// Gives a boot its wall time: once, and again only when the clock became more trustworthy and does not go back. A clock
/// step within a boot moves no event, and no event's time ever moves backwards.
/// </summary>
internal sealed class BootClockKeeper(EventOutbox outbox, IWallClock clock, int boot, long since, Duration patience)
{
    internal void Look(long nanoseconds)
    {
        var seen = clock.Read();
        var known = outbox.Clock(boot);
        if (seen.Quality > known.Quality) Improve(known, seen.Now.PlusNanoseconds(-nanoseconds), seen.Quality);
        else if (known.Zero is null && nanoseconds - since >= patience.ToInt64Nanoseconds()) outbox.ReleaseClock(boot);
    }

    private void Improve(BootClock known, Instant zero, ClockQuality quality)
    {
        if (known.Zero is { } before && zero < before) return;
        outbox.SetClock(boot, zero, quality);
    }
}
