using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>One sensor's stream: its two lanes, each with a time that never goes back, and the rules that watch it.</summary>
internal sealed class SensorTrack
{
    private const int Gone = int.MinValue;
    private Watch? first; // of those awake
    private long beatQueued = Watch.Never;
    private TrackRarities? rarities;
    private int changedIn = -1;
    private int moves;

    /// <param name="device">Its device.</param>
    /// <param name="key">Its key.</param>
    /// <param name="watches">The watches, in order; made one by one, so that they are beside it in memory.</param>
    /// <param name="maySleep">Whether many of them may sleep.</param>
    internal SensorTrack(DeviceTrack device, SensorKey key, IEnumerable<Watch> watches, bool maySleep)
    {
        (Device, Moves) = (device, device.Moves);
        Watch? last = null;
        foreach (var watch in watches) last = last is null ? first = watch : last.Next = watch;
        if (first is null) rarities = new TrackRarities { Key = key };
        else if (maySleep) rarities = QuietWatches.Of(first);
    }

    /// <summary>Will be needed soon.</summary>
    internal void Prefetch() => Engine.Prefetch.Around(in beatQueued);

    /// <summary>Its first watch will be needed soon.</summary>
    internal void PrefetchWatch() => first?.Prefetch();

    /// <summary>What its first watch refers to will be needed soon.</summary>
    internal void PrefetchMore() => first?.PrefetchMore();

    internal DeviceTrack Device { get; }

    internal SensorKey Key => first?.Sensor.Key ?? rarities!.Key;

    /// <summary>Whether the device's time matters to it.</summary>
    internal bool IsTimed
    {
        get
        {
            for (var watch = first; watch is not null; watch = watch.Next)
                if (watch.IsTimed) return true;
            return false;
        }
    }

    /// <summary>How many watches a reading goes through.</summary>
    internal int Awake
    {
        get
        {
            var awake = 0;
            for (var watch = first; watch is not null; watch = watch.Next) awake++;
            return awake;
        }
    }

    /// <summary>All of them, awake.</summary>
    internal IEnumerable<Watch> Watches
    {
        get
        {
            Wake();
            for (var watch = first; watch is not null; watch = watch.Next) yield return watch;
        }
    }

    internal long AlarmTime
    {
        get => rarities?.AlarmTime ?? Clock.Earliest;
        set
        {
            if (rarities is not null || value != Clock.Earliest) (rarities ??= new TrackRarities()).AlarmTime = value;
        }
    }

    internal long ReadingTime { get; set; } = Clock.Earliest;

    /// <summary>The earliest time at which a further event of unknown time counts.</summary>
    internal long UndatedFrom
    {
        get => rarities?.UndatedFrom ?? Clock.Earliest;
        set
        {
            if (rarities is not null || value != Clock.Earliest) (rarities ??= new TrackRarities()).UndatedFrom = value;
        }
    }

    /// <summary>As of which of the device's <see cref="DeviceTrack.Moves"/> it is.</summary>
    internal long Moves { get => moves; set => moves = (int)value; }

    /// <summary>In which round its last change was noted; every round is later than that of a new one.</summary>
    internal int ChangedIn { get => changedIn; set => changedIn = IsGone ? Gone : value; }

    /// <summary>The register has it no more, or another one in its place.</summary>
    internal bool IsGone => changedIn == Gone;

    internal void Leave() => changedIn = Gone;

    /// <summary>Under which due time it is queued.</summary>
    internal ref long Queued(bool isFeed)
    {
        if (isFeed) return ref (rarities ??= new TrackRarities()).FeedQueued;
        return ref beatQueued;
    }

    /// <summary>The earliest time of the device, or of the feed, that may bring something about.</summary>
    internal long Due(bool isFeed, long now)
    {
        var due = Watch.Never;
        for (var watch = first; watch is not null; watch = watch.Next)
            if (watch.IsTimed) due = Math.Min(due, isFeed ? watch.FeedDue(now) : watch.BeatDue());
        return due;
    }

    /// <summary>Moves to where the device's time is by now; nothing is due on the way, or it would have been moved then.</summary>
    internal void CatchUp(ICollection<RuleOutcome> outcomes)
    {
        if (Moves == Device.Moves) return;
        Advance(Device.MovedTo, outcomes);
    }

    /// <returns>False when the observation's time had to be moved up to the lane's.</returns>
    internal bool Observe(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var stated = Clock.Of(observation.At);
        var at = IsReadingLane(observation.Kind) ? ReadingTime = Math.Max(ReadingTime, stated) : AlarmTime = Math.Max(AlarmTime, stated);
        if (rarities is QuietWatches quiet && observation.Kind == EventKind.Reading) Observe(quiet, in observation, at, outcomes);
        else ObserveAwake(in observation, at, outcomes);
        if (observation.Kind == EventKind.Fault)
            Break(at, observation.Value == 0 ? at : null, Absence.IsAway(observation.Fields), outcomes);
        else if (observation.Kind == EventKind.Blind) Break(at - Clock.Span(observation.Span), at, isAway: true, outcomes);
        return at == stated && Clock.IsInside(stated);
    }

    /// <summary>What comes after something newer is for those alone that wait for it.</summary>
    /// <returns>Whether any does.</returns>
    internal bool ObserveLate(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var waits = false;
        for (var watch = first; watch is not null; watch = watch.Next)
        {
            if (!watch.Waits || watch.Kind != observation.Kind) continue;
            watch.Observe(in observation, IsReadingLane(observation.Kind) ? ReadingTime : AlarmTime, outcomes);
            waits = true;
        }
        return waits;
    }

    /// <summary>What was seen at an unknown time counts as of when it was received, and moves neither lane's time.</summary>
    internal void ObserveUndated(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in Watches)
            if (watch.Kind == observation.Kind) watch.ObserveUndated(in observation, Clock.Of(observation.At), outcomes);
    }

    internal void Advance(long to, ICollection<RuleOutcome> outcomes)
    {
        Moves = Device.Moves;
        if (rarities is QuietWatches quiet)
        {
            quiet.Before(to);
            first = quiet.First;
        }
        for (var watch = first; watch is not null; watch = watch.Next)
            if (watch.IsTimed) watch.Advance(to, outcomes);
    }

    internal void AdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        Wake();
        for (var watch = first; watch is not null; watch = watch.Next)
            if (watch.IsTimed) watch.AdvanceFeed(to, outcomes);
    }

    /// <summary>
    /// The sensor was not seen: since a fault, or in a blind span. A contact with a fault of another kind is still seen; a measured value
    /// is not.
    /// </summary>
    internal void Break(long from, long? to, bool isAway, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in Watches)
            if (isAway || watch.Kind == EventKind.Reading) watch.Break(from, to, outcomes);
    }

    /// <summary>One lane's clock was corrected.</summary>
    internal void CorrectClock(Lane lane, long to)
    {
        if (lane == Lane.Reading) ReadingTime = Math.Min(ReadingTime, to);
        else AlarmTime = Math.Min(AlarmTime, to);
        foreach (var watch in Watches)
            if (IsReadingLane(watch.Kind) == (lane == Lane.Reading)) watch.CorrectClock(to);
    }

    /// <summary>Says of all rules over readings that they cannot decide, or can again.</summary>
    internal void Say(OutcomeKind kind, long at, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in Watches)
            if (watch.Kind == EventKind.Reading) watch.Say(kind, at, outcomes);
    }

    private void Wake()
    {
        if (rarities is not QuietWatches quiet) return;
        quiet.Wake();
        first = quiet.First;
    }

    private void Observe(QuietWatches quiet, in Observation reading, long at, ICollection<RuleOutcome> outcomes)
    {
        quiet.Before(in reading, at);
        first = quiet.First;
        ObserveAwake(in reading, at, outcomes);
        quiet.After(in reading, at);
        first = quiet.First;
    }

    private void ObserveAwake(in Observation observation, long at, ICollection<RuleOutcome> outcomes)
    {
        for (var watch = first; watch is not null; watch = watch.Next)
            if (watch.Kind == observation.Kind) watch.Observe(in observation, at, outcomes);
    }

    /// <summary>The lane of a kind, as <see cref="CityEvent.Lane"/> has it.</summary>
    internal static bool IsReadingLane(EventKind kind) =>
        kind is EventKind.Reading or EventKind.Rejection or EventKind.Heartbeat or EventKind.LineGap or EventKind.Dropped;
}
