using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Takes a correction into the rules over a register. What a rule would have decided is found by letting a new watch of the same rule judge
/// the register's intervals as they were, and once more as they are: alerts that only one of the two raises are those that differ.
/// </summary>
internal static class Correction
{
    internal static void Take(
        SensorTrack track, Sensor entry, IReadOnlyList<RegisterInterval> before, IReadOnlyList<RegisterInterval> after,
        ICollection<RuleOutcome> outcomes)
    {
        foreach (var watch in track.Watches)
        {
            if (watch.Kind != EventKind.Reading || watch.Sensor != entry) continue;
            for (var i = 0; i < before.Count; i++)
                if (before[i].Amount != after[i].Amount) watch.Correct(Clock.Of(after[i].End), after[i].Amount, before[i].Amount, outcomes);
            if (FirstDifference(watch, before, after) is { } at) watch.Say(OutcomeKind.Revised, at, outcomes);
        }
    }

    private static long? FirstDifference(Watch watch, IReadOnlyList<RegisterInterval> before, IReadOnlyList<RegisterInterval> after)
    {
        var differ = Raised(watch, before).ToHashSet();
        differ.SymmetricExceptWith(Raised(watch, after));
        return differ.Count == 0 ? null : differ.Min();
    }

    private static List<long> Raised(Watch watch, IReadOnlyList<RegisterInterval> intervals)
    {
        var rehearsal = WatchFactory.Create(watch.Rule, watch.Sensor)!;
        var outcomes = new List<RuleOutcome>();
        foreach (var interval in intervals)
        {
            var seen = new Observation(watch.Sensor.Key, EventKind.Reading, interval.End, interval.End - interval.Start, interval.Amount);
            rehearsal.Observe(in seen, Clock.Of(interval.End), outcomes);
        }
        return [.. outcomes.Where(o => o.Kind == OutcomeKind.Raised).Select(o => Clock.Of(o.At))];
    }
}
