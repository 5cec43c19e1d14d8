using CityKit.Core.Wire;

namespace CityKit.Edge.Detectors.Meters;

/// <summary>
/// Distinguishes pulses from bounce and noise on one line. The line has two states that count, pulse and rest, and it changes between them
/// only when a level has lasted its least time. Nothing is decided before it must be: at the next edge, or when somebody counts. Pure.
/// </summary>
internal sealed class PulseFilter(long leastPulse, long leastRest, long deadTime)
{
    internal const int SavedValues = 4;
    private bool level;
    private long since;
    private bool counted = true;
    private long? lastPulse;

    /// <summary>
    /// True when the last edge showed that the line changed twice unseen, with enough time for a whole pulse or rest: the count is a lower
    /// bound.
    /// </summary>
    internal bool MayHaveMissed { get; private set; }

    /// <summary>Forgets what was. A pulse that is already under way is not counted, as its beginning was not seen.</summary>
    /// <param name="isPulse">The level now.</param>
    /// <param name="at">When.</param>
    /// <param name="mayBounce">True when an earlier pulse was counted, whose end may still bounce: the line has to rest first.</param>
    internal void Start(bool isPulse, long at, bool mayBounce) =>
        (level, since, counted, lastPulse, MayHaveMissed) = (isPulse, at, isPulse || mayBounce, null, false);

    /// <summary>
    /// An edge. Two close together may come as one: a pulse's edge twice shows a rest between, and a rest's edge twice a pulse that is too
    /// short to count.
    /// </summary>
    /// <returns>How many pulses became certain: 0 or 1.</returns>
    internal int Take(bool isPulse, long at)
    {
        MayHaveMissed = isPulse == level && leastPulse + leastRest is > 0 and var least && at - since >= least;
        return (isPulse && level ? Change(false, at) : 0) + Change(isPulse, at);
    }

    /// <summary>An edge before which others were lost. Nothing that was under way is certain, and the line has to rest first.</summary>
    internal void TakeAfterGap(bool isPulse, long at)
    {
        counted = level = true;
        if (isPulse) Change(false, at);
        Change(isPulse, at);
    }

    /// <summary>What became certain by a moment.</summary>
    /// <returns>0 or 1.</returns>
    internal int CountUntil(long at)
    {
        if (level == counted || at - since < (level ? leastPulse : leastRest)) return 0;
        counted = level;
        if (!level || since - lastPulse < deadTime) return 0;
        lastPulse = since;
        return 1;
    }

    internal void Save(ref WireWriter writer)
    {
        writer.WriteBoolean(level);
        writer.WriteInt64(since);
        writer.WriteBoolean(counted);
        writer.WriteOptional(lastPulse);
    }

    /// <returns>False when the state is wrong; nothing was taken.</returns>
    internal bool TryLoad(ref WireReader reader)
    {
        var state = (Level: reader.ReadBoolean(), Since: reader.ReadTime(), Counted: reader.ReadBoolean(), Last: reader.ReadOptionalTime());
        if (reader.Error is not null) return false;
        (level, since, counted, lastPulse) = state;
        return true;
    }

    private int Change(bool isPulse, long at)
    {
        var pulses = CountUntil(at);
        (level, since) = (isPulse, at);
        return pulses;
    }
}
