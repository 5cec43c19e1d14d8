using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>One sensor's stream: its two lanes, each with a time that never goes back, and the rules that watch it.</summary>
internal sealed class SensorTrack(SensorKey key, Watch[] watches)
{
    private readonly Watch[] timed = [.. watches.Where(w => w.IsTimed)];

    internal SensorKey Key => key;

    internal Watch[] Watches => watches;

    internal long AlarmTime { get; set; } = Clock.Earliest;

    internal long ReadingTime { get; set; } = Clock.Earliest;

    /// <summary>The earliest time at which a further event of unknown time counts.</summary>
    internal long UndatedFrom { get; set; } = Clock.Earliest;

    /// <returns>False when the observation's time had to be moved up to the lane's.</returns>
    internal bool Observe(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        var stated = Clock.Of(observation.At);
        var at = IsReadingLane(observation.Kind) ? ReadingTime = Math.Max(ReadingTime, stated) : AlarmTime = Math.Max(AlarmTime, stated);
        foreach (var watch in watches)
            if (watch.Kind == observation.Kind) watch.Observe(in observation, at, outcomes);
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
        foreach (var watch in timed) watch.Advance(to, outcomes);
    }

    /// <summary>The lane of a kind, as <see cref="CityEvent.Lane"/> has it.</summary>
    private static bool IsReadingLane(EventKind kind) => kind is EventKind.Reading or EventKind.Rejection or EventKind.Heartbeat or EventKind.LineGap or EventKind.Dropped;
}
