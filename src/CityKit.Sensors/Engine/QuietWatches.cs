namespace CityKit.Sensors.Engine;

/// <summary>
/// The many watches of one sensor. Those for which one look at a reading is enough to know that none of them finds anything sleep while
/// readings are like that: a reading does not go through them, and what each of them would remember is kept once. Whatever is no healthy
/// reading and no move of time wakes them all first.
/// </summary>
internal sealed class QuietWatches : TrackRarities
{
    private const int Least = 8; // of a kind: fewer are asked sooner than kept asleep
    private const int Patience = 64; // readings until those that are awake and able to sleep are looked at again
    private readonly Watch[] all;
    private readonly QuietWindow[] windows;
    private readonly int able; // to sleep
    private QuietLimits limits;
    private bool isAsleep;
    private int patience;

    private QuietWatches(Watch[] all, QuietWindow[] windows, QuietLimits limits)
    {
        (this.all, this.windows, this.limits, First) = (all, windows, limits, all[0]);
        able = limits.Count + windows.Sum(window => window.Count);
    }

    /// <summary>The first watch to ask, and behind it the others that are awake.</summary>
    internal Watch? First { get; private set; }

    /// <summary>For a sensor's watches, which are in a list already; null when too few of them could sleep.</summary>
    internal static QuietWatches? Of(Watch first)
    {
        if (Chain(first).Skip(Least - 1).FirstOrDefault() is null) return null;
        Watch[] all = [.. Chain(first)];
        var shapes = all.OfType<StepWindowWatch>().Where(window => window.CanSleep).GroupBy(window => window.Plan.Shape);
        QuietWindow[] windows = [.. shapes.Where(shape => shape.Count() >= Least).Select(shape => new QuietWindow([.. shape]))];
        ThresholdWatch[] limits = [.. all.OfType<ThresholdWatch>().Where(limit => limit.CanSleep)];
        if (limits.Length < Least) limits = [];
        if (windows.Length + limits.Length == 0) return null;
        return new QuietWatches(all, windows, new QuietLimits(limits)) { Key = all[0].Sensor.Key };
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
        var awake = limits.Doze(in reading, at);
        foreach (var window in windows) awake += window.Doze();
        patience = awake == 0 ? int.MaxValue : Patience;
        isAsleep = awake < able;
        if (isAsleep) Link();
    }

    /// <summary>Called before the sensor's time moves.</summary>
    internal void Before(long to)
    {
        if (isAsleep && !Takes(to)) Wake();
    }

    internal void Wake()
    {
        if (!isAsleep) return;
        limits.Wake();
        foreach (var window in windows) window.Wake();
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
        foreach (var window in windows)
            if (!window.Takes(in reading, at)) return false;
        return limits.Takes(in reading, at);
    }

    private bool Takes(long to)
    {
        foreach (var window in windows)
            if (!window.Takes(to)) return false;
        return true;
    }

    /// <summary>Those awake in their order, behind those that stand for the others.</summary>
    private void Link()
    {
        Watch? next = null;
        for (var i = all.Length - 1; i >= 0; i--)
            if (!all[i].IsAsleep) next = Put(all[i], next);
        foreach (var window in windows)
            if (window.Stead is { } stead) next = Put(stead, next);
        First = next;
    }

    /// <summary>Writes only what changes: where many wake and sleep together that is nothing.</summary>
    private static Watch Put(Watch watch, Watch? next)
    {
        if (watch.Next != next) watch.Next = next;
        return watch;
    }
}
