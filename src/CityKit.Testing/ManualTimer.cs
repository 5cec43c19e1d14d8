using NodaTime;

namespace CityKit.Testing;

/// <summary>A timer of a <see cref="ManualTimeProvider"/>, which guards all but <see cref="disposed"/> with its lock.</summary>
internal sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
{
    private volatile bool disposed;

    /// <summary>By due time, then in the order in which they were set.</summary>
    internal static Comparer<ManualTimer> ByDue { get; } = Comparer<ManualTimer>.Create(
        (a, b) => (a.Due, a.Order).CompareTo((b.Due, b.Order)));

    internal Instant Due { get; set; }

    internal long Order { get; set; }

    internal Duration Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNegative(dueTime, nameof(dueTime));
        ThrowIfNegative(period, nameof(period));
        if (disposed) return false;
        clock.Set(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime,
            period == Timeout.InfiniteTimeSpan ? Duration.Zero : Duration.FromTimeSpan(period));
        return true;
    }

    public void Dispose()
    {
        disposed = true;
        clock.Set(this, null, Duration.Zero);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Fire()
    {
        if (!disposed) callback(state);
    }

    private static void ThrowIfNegative(TimeSpan time, string name)
    {
        if (time < TimeSpan.Zero && time != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(name, time, "A timer's time is zero or more, or Timeout.InfiniteTimeSpan. 定时须为零或正值。");
    }
}
