using NodaTime;

namespace CityKit.Testing;

/// <summary>
/// A <see cref="TimeProvider"/> moved by hand, for tests without sleeping: time stands still until <see cref="Advance"/> or
/// <see cref="SetUtcNow"/>, which fire the timers that fall due, in order, on the caller's thread. Safe to use from many threads.
/// </summary>
/// <remarks>
/// While a timer's callback runs the clock shows that timer's due time, and callbacks may read the clock, change timers or advance further.
/// Timers due at the same moment fire in the order in which they were set. A timer set to fire at once fires in the next advance,
/// one of zero length included. An exception from a callback ends the advance there: the clock stays at that moment.
/// </remarks>
/// <param name="start">The time it shows first.</param>
public sealed class ManualTimeProvider(Instant start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly SortedSet<ManualTimer> timers = new(ManualTimer.ByDue);
    private readonly Instant start = start;
    private Instant now = start;
    private long lastOrder;

    /// <summary>The time it shows, to the nanosecond.</summary>
    public Instant Now
    {
        get { lock (gate) return now; }
    }

    /// <summary>When the next timer falls due; null when none is set.</summary>
    public Instant? NextDue
    {
        get { lock (gate) return timers.Min?.Due; }
    }

    /// <summary>Always UTC, whatever the machine's zone.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>One thousand million: <see cref="GetTimestamp"/> counts nanoseconds.</summary>
    public override long TimestampFrequency => NodaConstants.NanosecondsPerSecond;

    /// <summary>Nanoseconds since the start.</summary>
    public override long GetTimestamp() => (Now - start).ToInt64Nanoseconds();

    /// <summary>The time it shows, cut to the 100 ns that <see cref="DateTimeOffset"/> can hold.</summary>
    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    /// <summary>Moves time on.</summary>
    /// <param name="duration">By how much; zero fires what is due already.</param>
    /// <exception cref="ArgumentException">The duration is negative.</exception>
    public void Advance(Duration duration)
    {
        if (duration < Duration.Zero)
            throw new ArgumentException($"Time moves on, not back by {-duration}; advance by zero or more. 时间不能倒退。", nameof(duration));
        Instant target;
        lock (gate) target = now + duration;
        MoveTo(target);
    }

    /// <summary>Moves time on to an instant.</summary>
    /// <param name="instant">Now or later.</param>
    /// <exception cref="ArgumentException">The instant lies before <see cref="Now"/>.</exception>
    public void SetUtcNow(Instant instant)
    {
        var shown = Now;
        if (instant < shown)
            throw new ArgumentException($"Time stands at {shown} and moves on, not back to {instant}. 时间不能倒退。", nameof(instant));
        MoveTo(instant);
    }

    /// <summary>A timer of this clock; it fires only inside an advance.</summary>
    /// <param name="callback">What to run.</param>
    /// <param name="state">What to hand it.</param>
    /// <param name="dueTime">After how long it fires first; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
    /// <param name="period">How often after that; zero or <see cref="Timeout.InfiniteTimeSpan"/> for once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative and not infinite.</exception>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets a timer anew; null takes it off.</summary>
    internal void Set(ManualTimer timer, TimeSpan? dueTime, Duration period)
    {
        lock (gate)
        {
            timers.Remove(timer);
            timer.Period = period;
            if (dueTime is { } due) Add_NeedsLock(timer, now + Duration.FromTimeSpan(due));
        }
    }

    private void MoveTo(Instant target)
    {
        while (TakeDue(target) is { } timer) timer.Fire();
        lock (gate) now = Instant.Max(now, target);
    }

    /// <summary>The next timer due by the target, with the clock moved to its moment; a periodic one is set again.</summary>
    private ManualTimer? TakeDue(Instant target)
    {
        lock (gate)
        {
            if (timers.Min is not { } next || next.Due > target) return null;
            timers.Remove(next);
            now = Instant.Max(now, next.Due);
            if (next.Period > Duration.Zero) Add_NeedsLock(next, next.Due + next.Period);
            return next;
        }
    }

    private void Add_NeedsLock(ManualTimer timer, Instant due)
    {
        timer.Due = due;
        timer.Order = ++lastOrder;
        timers.Add(timer);
    }
}
