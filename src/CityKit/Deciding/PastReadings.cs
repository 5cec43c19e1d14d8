using CityKit.Core;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>
/// Shows some rules the readings of the journal, on the road that readings take when they come in, and keeps what is still open at the
/// end: what was raised and is over is nobody's concern any more.
/// </summary>
/// <param name="judge">The judge of the rules in force.</param>
/// <param name="rules">The rules whose windows are empty.</param>
/// <param name="inputs">Reads entries.</param>
internal sealed class PastReadings(Judge judge, RuleSet rules, HubInputs inputs)
{
    private readonly Dictionary<(SensorKey Key, Instant From), Sensor> seen = [];
    private readonly Dictionary<(AlertId Alert, bool IsAlert), RuleOutcome> open = [];
    private Judge past = judge.NewFor(rules);

    /// <summary>The first entry that was shown, and when it was received; null while none was.</summary>
    internal (long Number, Instant At)? First { get; private set; }

    /// <summary>What the rules hold open: alerts, and windows that lack readings.</summary>
    internal IReadOnlyList<RuleOutcome> Open => [.. open.Values.OrderBy(o => o.At).ThenBy(o => o.Alert)];

    /// <summary>The ids of the rules that saw anything.</summary>
    internal IReadOnlySet<string> Fed =>
        rules.Rules.Where(rule => seen.Values.Any(rule.IsAbout)).Select(rule => rule.Id).ToHashSet();

    /// <summary>Whether an entry has readings, or had before it was pruned.</summary>
    internal static bool Has(JournalEntry entry) => entry.Kind is JournalKind.Batch or JournalKind.Feed;

    /// <exception cref="FormatException">The entry is damaged.</exception>
    internal void Show(JournalEntry entry)
    {
        First ??= (entry.Number, entry.ReceivedAt);
        past.Onlooker = See;
        var judgement = inputs.Read(entry) switch
        {
            HubInput.Batch batch => past.Take(batch.Events, entry.ReceivedAt),
            HubInput.Feed feed => past.Take(feed.Readings, entry.ReceivedAt),
            _ => throw new ArgumentException($"Entry {entry.Number} has no readings.", nameof(entry)),
        };
        foreach (var outcome in judgement.Outcomes) Follow(outcome);
    }

    /// <returns>False when the entry was pruned or is damaged.</returns>
    internal bool TryShow(JournalEntry entry)
    {
        try
        {
            if (!entry.IsPruned) Show(entry);
            return !entry.IsPruned;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Forgets all: the entries after one that cannot be read are what is left.</summary>
    internal void Restart()
    {
        (past, First) = (judge.NewFor(rules), null);
        seen.Clear();
        open.Clear();
    }

    /// <summary>The rules in force go on with what was found out.</summary>
    internal void HandOver(IReadOnlySet<string> fed) =>
        judge.TakeOver(past, fed, open.Keys.Where(key => key.IsAlert).Select(key => key.Alert).ToHashSet());

    private void See(Observation observation)
    {
        if (judge.Sensors.Register.Find(observation.Sensor, observation.At) is { } entry) seen.TryAdd((entry.Key, entry.ValidFrom), entry);
    }

    private void Follow(RuleOutcome outcome)
    {
        var key = (outcome.Alert, IsAlert: outcome.Kind is not (OutcomeKind.Incomplete or OutcomeKind.Complete));
        switch (outcome.Kind)
        {
            case OutcomeKind.Raised when !outcome.Final: open[key] = outcome; break;
            case OutcomeKind.Incomplete: open[key] = outcome; break;
            case OutcomeKind.Cleared or OutcomeKind.Complete: open.Remove(key); break;
            case OutcomeKind.SeverityChanged when open.TryGetValue(key, out var raised):
                open[key] = raised with { Severity = outcome.Severity, Value = outcome.Value ?? raised.Value };
                break;
        }
    }
}
