using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>From when until when something held, as a rule's outcomes say.</summary>
internal static class OutcomeSpans
{
    /// <summary>The spans of a rule between two kinds of outcome; one that is open ends with the data.</summary>
    internal static IEnumerable<(Instant From, Instant To)> Of(
        IEnumerable<RuleOutcome> outcomes, string rule, OutcomeKind begin, OutcomeKind end, Instant last)
    {
        Instant? from = null;
        foreach (var outcome in outcomes.Where(outcome => outcome.Rule.Id == rule))
            if (outcome.Kind == begin) from = outcome.At;
            else if (outcome.Kind == end && from is { } since)
            {
                yield return (since, outcome.At);
                from = null;
            }
        if (from is { } open) yield return (open, last);
    }
}
