using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A level with hysteresis in time: it counts as on when it has stayed active for one delay, as off when it has stayed inactive for
/// another. Coming on is stamped at its first edge, going off at the end of the delay: until then it counted as on. The same edge twice
/// shows that the level had changed in between, so the delay starts again.
/// </summary>
internal sealed class DelayedLevel(long onDelay, long offDelay)
{
    private State state;

    internal bool On => state.On;

    /// <summary>When the delay that runs ends; null when none runs.</summary>
    internal long? Due => state.Since + (state.On ? offDelay : onDelay);

    /// <summary>The stamp of a coming-on that has not stayed long enough yet.</summary>
    internal long? OpenSince => state.On ? null : state.Since;

    internal void Take(bool active, long at) => state = state with { Since = active == state.On ? null : at };

    /// <returns>The stamp of the change, when one has come by now.</returns>
    internal long? OnTime(long now)
    {
        if (Due is not { } due || due > now) return null;
        var stamp = state.On ? due : state.Since;
        state = new State(!state.On, null);
        return stamp;
    }

    internal void Restore(State saved) => state = saved;

    internal void Save(ref WireWriter writer)
    {
        writer.WriteBoolean(state.On);
        writer.WriteOptional(state.Since);
    }

    internal static State Load(ref WireReader reader) => new(reader.ReadBoolean(), reader.ReadOptionalTime());

    /// <param name="On">What it counts as.</param>
    /// <param name="Since">Since when it has been otherwise.</param>
    internal readonly record struct State(bool On, long? Since);
}
