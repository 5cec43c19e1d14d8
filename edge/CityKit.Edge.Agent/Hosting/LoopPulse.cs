using CityKit.Edge.Loop;

namespace CityKit.Edge.Agent.Hosting;

/// <summary>
/// Whether the loop lives: device time moves on, or a refused commit is being tried again, which a restart would not mend and which the
/// status shows.
/// </summary>
internal sealed class LoopPulse(TimeProvider time, TimeSpan patience)
{
    private long seen = long.MinValue;
    private long since;

    /// <summary>How long nothing has moved.</summary>
    internal TimeSpan Still { get; private set; }

    /// <summary>One look.</summary>
    /// <param name="status">The state of the loop.</param>
    /// <param name="grace">How much longer it may stand still now: a new configuration under which it does is gone back from within the
    /// process, in its own time.</param>
    internal bool IsAlive(EdgeLoopStatus status, TimeSpan grace = default)
    {
        if (status.Until > seen || status.Trouble is not null) (seen, since) = (status.Until, time.GetTimestamp());
        Still = time.GetElapsedTime(since);
        return Still < patience + grace;
    }
}
