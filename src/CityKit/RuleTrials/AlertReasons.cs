using CityKit.AlertDesk;
using CityKit.Archiving;
using CityKit.Journal;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Sensors.Trials;
using CityKit.Storage;
using WindowsFilled = CityKit.Observations.WindowsFilled;

namespace CityKit.RuleTrials;

/// <summary>Why an alert was raised (告警依据): its rule, each condition, what it was decided by, and the moment it turned.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Rule">Its rule, as it was in force; null when no rule of the journal's has that id.</param>
/// <param name="Turns">The conditions, in the order in which they turned.</param>
/// <param name="Entries">The numbers of the journal's entries that brought it.</param>
public sealed record AlertReasons(Alert Alert, Rule? Rule, IReadOnlyList<ConditionTurn> Turns, IReadOnlyList<long> Entries)
{
    /// <summary>How far back the journal reached, up to the alert.</summary>
    public required JournalReach Reach { get; init; }

    private const int MostKept = 1_000_000;

    /// <summary>Decides a store's journal again, in memory, up to an alert. Nothing is written.</summary>
    /// <param name="id">The alert's id.</param>
    /// <param name="store">The store, opened to read.</param>
    /// <param name="archive">The archive of what was pruned; null for none.</param>
    /// <param name="progress">Takes the number of the last entry that was decided.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The reasons; null when the store has no such alert.</returns>
    /// <exception cref="FormatException">An entry is damaged.</exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async Task<AlertReasons?> FindAsync(
        AlertId id, ICityStore store, JournalArchive? archive = null, IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (await store.FindAsync(AlertDocuments.Kind, id.ToString(), cancellationToken).ConfigureAwait(false) is not { } alert)
            return null;
        var replay = await TrialReplay.StartAsync(store, rules: null, cancellationToken).ConfigureAwait(false);
        await using var _ = replay.ConfigureAwait(false);
        var judge = replay.Run.Judge;
        var seen = new Queue<Observation>();
        judge.Onlooker = one => Keep(seen, one, judge, alert);
        var brought = new List<long>();
        await foreach (var entry in TrialReplay.EntriesOf(store, archive, cancellationToken).ConfigureAwait(false))
        {
            if (entry.ReceivedAt > alert.ReceivedAt) break;
            var before = seen.Count;
            await replay.TakeAsync(entry, cancellationToken).ConfigureAwait(false);
            if (entry.ReceivedAt == alert.ReceivedAt && (seen.Count > before || IsDecision(entry))) brought.Add(entry.Number);
            progress?.Report(entry.Number);
        }
        var rule = RuleOf(judge.Rules, alert);
        var turns = rule is null ? [] : ConditionTurn.Of(rule, judge.Sensors.Register, [.. seen], alert.RaisedAt);
        return new AlertReasons(alert, rule, turns, brought) { Reach = replay.Reach };
    }

    /// <summary>Whether it brings alerts without an event: time, or a change of rules that filled windows.</summary>
    private static bool IsDecision(JournalEntry entry) => entry.Kind == JournalKind.Tick
        || (entry.Kind == JournalKind.Observation && entry.Key.StartsWith(WindowsFilled.KeyPrefix, StringComparison.Ordinal));

    private static Rule? RuleOf(RuleSet rules, Alert alert) => rules.Rules.FirstOrDefault(rule => rule.Id == alert.Rule);

    /// <summary>What the alert's rule looks at: its own sensor, or those of its group.</summary>
    private static void Keep(Queue<Observation> seen, Observation one, Intake.Judge judge, Alert alert)
    {
        if (RuleOf(judge.Rules, alert) is not { } rule || judge.Sensors.Register.Find(one.Sensor, one.At) is not { } sensor) return;
        if (!rule.IsAbout(sensor) || !IsOf(alert.Source, rule, sensor)) return;
        seen.Enqueue(one);
        if (seen.Count > MostKept) seen.Dequeue();
    }

    private static bool IsOf(string source, Rule rule, Sensor sensor) =>
        source == sensor.Key.ToString() || (rule is GroupRule && GroupKey.Of(rule.Per, sensor)?.ToString() == source);
}
