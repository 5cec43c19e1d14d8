namespace CityKit.Sensors.Engine;

/// <summary>
/// The many watches of one sensor, of which those asleep are not in the list that a reading goes through (<see cref="QuietGroup"/>).
/// Whatever is no healthy reading and no move of time wakes them all first.
/// </summary>
internal sealed class QuietWatches
{
    private const int Least = 8; // of a group: fewer are asked sooner than kept asleep
    private const int Patience = 64; // readings until those that are awake and able to sleep are looked at again
    private readonly Watch[] all;
    private readonly QuietGroup[] groups;
    private readonly int able; // to sleep
    private bool isAsleep;
    private int patience;

    private QuietWatches(Watch[] all, QuietGroup[] groups) =>
        (this.all, this.groups, able) = (all, groups, groups.Sum(group => group.Count));

    /// <summary>The first watch to ask, and behind it the others that are awake.</summary>
    internal Watch? First { get; private set; }

    /// <summary>For a sensor's watches, which are in a list already; null when too few of them could sleep.</summary>
    internal static QuietWatches? Of(Watch first)
    {
        Watch[] all = [.. Chain(first)];
        var windows = all.OfType<StepWindowWatch>().Where(w => w.CanSleep).GroupBy(w => (w.Sensor, w.Plan.Shape)).Select(g => g.ToArray());
        ThresholdWatch[] limits = [.. all.OfType<ThresholdWatch>().Where(w => w.CanSleep)];
        QuietGroup[] groups = [.. windows.Where(g => g.Length >= Least).Select(g => new QuietWindow(g))];
        if (limits.Length >= Least) groups = [.. groups, new QuietLimits(limits)];
        return groups.Length == 0 ? null : new QuietWatches(all, groups) { First = first };
    }

    /// <summary>Called before a reading: those that must judge it are awake.</summary>
    internal void Before(in Observation reading, long at)
    {
        if (isAsleep && !Takes(in reading, at)) Wake();
    }

    /// <summary>Called after a reading that those awake have judged.</summary>
    internal void After(in Observation reading, long at)
    {
        if (isAsleep || reading.IsLowerBound) return;
        var awake = 0;
        foreach (var group in groups) awake += group.Doze(in reading, at);
        patience = awake == 0 ? int.MaxValue : Patience;
        isAsleep = awake < able;
        if (isAsleep) Link();
    }

    /// <summary>Called before the sensor's time moves.</summary>
    internal void Before(long to)
    {
        if (!isAsleep) return;
        foreach (var group in groups)
            if (!group.Takes(to))
            {
                Wake();
                return;
            }
    }

    internal void Wake()
    {
        if (!isAsleep) return;
        foreach (var group in groups) group.Wake();
        isAsleep = false;
        Link();
    }

    private static IEnumerable<Watch> Chain(Watch? first)
    {
        for (var watch = first; watch is not null; watch = watch.Next) yield return watch;
    }

    private bool Takes(in Observation reading, long at)
    {
        if (reading.IsLowerBound || --patience == 0) return false;
        foreach (var group in groups)
            if (!group.Takes(in reading, at)) return false;
        return true;
    }

    /// <summary>Those awake in their order, behind those that stand for the others.</summary>
    private void Link()
    {
        Watch? next = null;
        for (var i = all.Length - 1; i >= 0; i--)
            if (!all[i].IsAsleep) (all[i].Next, next) = (next, all[i]);
        foreach (var group in groups)
            if (isAsleep && group.Stead is { } stead) (stead.Next, next) = (next, stead);
        First = next;
    }
}
