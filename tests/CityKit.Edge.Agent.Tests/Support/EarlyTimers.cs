using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>A clock whose timers come a little before their time by its own timestamps, as those of coarse ticks do.</summary>
internal sealed class EarlyTimers(FakeTimeProvider time, TimeSpan early) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new EarlyTimer(time.CreateTimer(callback, state, Sooner(dueTime), period), this);

    private TimeSpan Sooner(TimeSpan due) => due > early ? due - early : due;

    private sealed class EarlyTimer(ITimer timer, EarlyTimers owner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(owner.Sooner(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
