using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>One sensor's stream: its two lanes, each with a time that never goes back, and the rules that watch it.</summary>
internal sealed class SensorTrack(DeviceTrack device, SensorKey key, Watch[] watches)
{
    private readonly Watch[] timed = [.. watches.Where(w => w.IsTimed)];
    private long beatQueued = Watch.Never;
    private long feedQueued = Watch.Never;

    internal DeviceTrack Device => device;

    internal SensorKey Key => key;

    internal Watch[] Watches => watches;

    /// <summary>Whether the device's time matters to it.</summary>
    internal bool IsTimed => timed.Length > 0;

    internal long AlarmTime { get; set; } = Clock.Earliest;

    internal long ReadingTime { get; set; } = Clock.Earliest;

    /// <summary>The earliest time at which a further event of unknown time counts.</summary>
    internal long UndatedFrom { get; set; } = Clock.Earliest;

    /// <summary>As of which of the device's <see cref="DeviceTrack.Moves"/> it is.</summary>
    internal long Moves { get; set; } = device.Moves;

    /// <summary>In which round its last change was noted; every round is later than that of a new one.</summary>
    internal int ChangedIn { get; set; } = -1;

    /// <summary>The register has it no more, or another one in its place.</summary>
    internal bool IsGone { get; set; }

    /// <summary>Under which due time it is queued.</summary>
    internal ref long Queued(bool isFeed) => ref isFeed ? ref feedQueued : ref beatQueued;

    /// <summary>The earliest time of the device, or of the feed, that may bring something about.</summary>
    internal long Due(bool isFeed, long now)
    {
        var due = Watch.Never;
        foreach (var watch in timed) due = Math.Min(due, isFeed ? watch.FeedDue(now) : watch.BeatDue());
        return due;
    }

    /// <summary>Moves to where the device's time is by now; nothing is due on the way, or it would have been moved then.</summary>
    internal void CatchUp(ICollection<RuleOutcome> outcomes)
    {
        if (Moves == device.Moves) return;
        Advance(device.MovedTo, outcomes);
    }

    /// <returns>False when the observation's time had to be moved up to the lane's.</returns>
    internal bool Observe(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var stated = Clock.Of(observation.At);
        var at = IsReadingLane(observation.Kind) ? ReadingTime = Math.Max(ReadingTime, stated) : AlarmTime = Math.Max(AlarmTime, stated);
        foreach (var watch in watches)
            if (watch.Kind == observation.Kind) watch.Observe(in observation, at, outcomes);
        if (observation.Kind == EventKind.Fault) Break(at, observation.Value == 0 ? at : null, Absence.IsAway(observation.Fields), outcomes);
        else if (observation.Kind == EventKind.Blind) Break(at - Clock.Span(observation.Span), at, isAway: true, outcomes);
        return at == stated && Clock.IsInside(stated);
    }

    /// <summary>What was seen at an unknown time counts as of when it was received, and moves neither lane's time.</summary>
    internal void ObserveUndated(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in watches)
            if (watch.Kind == observation.Kind) watch.ObserveUndated(in observation, Clock.Of(observation.At), outcomes);
    }

    internal void Advance(long to, ICollection<RuleOutcome> outcomes)
    {
        Moves = device.Moves;
        foreach (var watch in timed) watch.Advance(to, outcomes);
    }

    internal void AdvanceFeed(long to, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in timed) watch.AdvanceFeed(to, outcomes);
    }

    /// <summary>
    /// The sensor was not seen: since a fault, or in a blind span. A contact with a fault of another kind is still seen; a measured value
    /// is not.
    /// </summary>
    internal void Break(long from, long? to, bool isAway, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in watches)
            if (isAway || watch.Kind == EventKind.Reading) watch.Break(from, to, outcomes);
    }

    /// <summary>One lane's clock was corrected.</summary>
    internal void CorrectClock(Lane lane, long to)
    {
        if (lane == Lane.Reading) ReadingTime = Math.Min(ReadingTime, to);
        else AlarmTime = Math.Min(AlarmTime, to);
        foreach (var watch in watches)
            if (IsReadingLane(watch.Kind) == (lane == Lane.Reading)) watch.CorrectClock(to);
    }

    /// <summary>Says of all rules over readings that they cannot decide, or can again.</summary>
    internal void Say(OutcomeKind kind, long at, ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in watches)
            if (watch.Kind == EventKind.Reading) watch.Say(kind, at, outcomes);
    }

    /// <summary>The lane of a kind, as <see cref="CityEvent.Lane"/> has it.</summary>
    internal static bool IsReadingLane(EventKind kind) => kind is EventKind.Reading or EventKind.Rejection or EventKind.Heartbeat or EventKind.LineGap or EventKind.Dropped;
}
