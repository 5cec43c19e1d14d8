using CityKit.Core;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// Gives a boot its wall time: once, and again only when the clock became more trustworthy, also when the better time is the earlier one. A
/// step of a clock that is no better moves no event. Readings wait for it up to a patience that counts from the boot, not from this
/// process's start; alarms never wait.
/// </summary>
internal sealed class BootClockKeeper(EventOutbox outbox, IWallClock clock, int boot, Duration patience, ILogger logger)
{
    private readonly PatientCall asking = new("clock");
    private ClockStatus? status;

    /// <summary>As of the last look.</summary>
    internal ClockStatus Status => Volatile.Read(ref status) ?? new ClockStatus(ClockQuality.Unknown, null, Duration.Zero);

    /// <summary>Asks the clock, which may hang: a real-time clock is a device on a bus.</summary>
    /// <param name="now">The monotonic clock, in nanoseconds.</param>
    internal void Look(Func<long> now)
    {
        var (nanoseconds, seen) = asking.Run(() => (now(), clock.Read()));
        var known = outbox.Clock(boot);
        var left = Duration.Max(Duration.Zero, patience - Duration.FromNanoseconds(nanoseconds));
        if (seen.Quality > known.Quality) outbox.SetClock(boot, seen.Now.PlusNanoseconds(-nanoseconds), seen.Quality);
        else if (known.Zero is null && left == Duration.Zero) outbox.ReleaseClock(boot);
        Tell(new ClockStatus(outbox.Clock(boot).Quality, seen.Reason, outbox.IsWaitingForClock(boot) ? left : Duration.Zero));
    }

    /// <summary>Into the log goes what changed for the events.</summary>
    private void Tell(ClockStatus now)
    {
        var before = status;
        Volatile.Write(ref status, now);
        if (before is not null && before.Quality == now.Quality
            && before.ReadingsWait == Duration.Zero == (now.ReadingsWait == Duration.Zero))
            return;
        var reason = now.Reason?.ToString() ?? "the clock does not say why";
        if (now.Quality != ClockQuality.Unknown) EdgeLoopLog.ClockKnown(logger, now.Quality, reason);
        else if (now.ReadingsWait > Duration.Zero) EdgeLoopLog.ClockUnknown(logger, reason, now.ReadingsWait);
        else EdgeLoopLog.ClockGivenUp(logger, reason);
    }
}
