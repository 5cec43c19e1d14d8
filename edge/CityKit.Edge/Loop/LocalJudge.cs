using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Edge.Outbox;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// Judges the loop's events by the local rules; an alert is an event of its own, right behind its cause, and in the same commit as the
/// rules' state. While the wall time is unknown the rules run on the boot's own time, all but those that ask for the time of day: smoke
/// does not wait for a clock.
/// </summary>
internal sealed class LocalJudge
{
    private const string DatedKey = "rules";
    private const string UndatedKey = "rules-undated";
    private readonly LocalEngine dated;
    private readonly LocalEngine undated;
    private readonly Instant origin;
    private readonly int boot;
    private readonly Func<Instant?> zero;
    private readonly ILogger logger;
    private readonly LocalRules rules;
    private readonly DeviceId device;
    private readonly Dictionary<SensorName, CityEvent> levels = [];
    private readonly HashSet<(string Rule, SensorName Sensor)> early = [];
    private bool resumed;

    internal LocalJudge(LocalRules rules, DeviceId device, int boot, Func<Instant?> zero, ILogger logger)
    {
        (this.rules, this.device, this.boot, this.zero, this.logger) = (rules, device, boot, zero, logger);
        dated = new LocalEngine(rules.Rules, rules.Register, device, DatedKey);
        undated = new LocalEngine(rules.Rules.WithoutTimeOfDay(), rules.Register, device, UndatedKey);
        origin = rules.Register.Sensors.Select(s => s.ValidFrom).DefaultIfEmpty().Max(); // any moment at which the register's entries hold
    }

    /// <summary>Takes the state back; what ran on the time of an earlier boot is over.</summary>
    internal void Load(EventOutbox outbox)
    {
        Load(dated, outbox);
        if (outbox.Source?.Boot != boot)
        {
            undated.Forget(outbox);
            return;
        }
        Load(undated, outbox);
        resumed = undated.IsUsed;
    }

    /// <returns>The alerts that came of an event; or the fault, when the rules failed and started again.</returns>
    internal IReadOnlyList<CityEvent> Judge(CityEvent cityEvent)
    {
        try
        {
            return [.. zero() is { } start ? Dated(cityEvent, start) : Undated(cityEvent)];
        }
        catch (Exception fault)
        {
            EdgeLoopLog.RulesFault(logger, fault);
            dated.StartOver();
            undated.StartOver();
            return [FaultEvent(cityEvent.Time, fault.GetType().Name)];
        }
    }

    /// <summary>
    /// From when on an open alert counts for what it switches, in device time; null while its rule is suspended. While the wall time
    /// is unknown nothing is: a siren too many is better than one too few.
    /// </summary>
    internal long? CountsFrom(string rule, string sensor, long since, long now)
    {
        if (rules.Suspensions.Count == 0 || zero() is not { } start) return since;
        var at = start.PlusNanoseconds(now);
        var known = rules.Rules.Rules.FirstOrDefault(one => one.Id == rule);
        if (known is null || !SensorName.TryParse(sensor, null, out var name)
            || rules.Register.Find(new SensorKey(device, name), at) is not { } entry) return since;
        var from = Suspension.CountsFrom(rules.Suspensions, known, entry, start.PlusNanoseconds(since), at);
        return from is { } counted ? (counted - start).ToInt64Nanoseconds() : null;
    }

    /// <summary>The changed state of the rules goes into the commit.</summary>
    internal void Save(OutboxCommit commit)
    {
        dated.Save(commit);
        undated.Save(commit);
    }

    /// <summary>What rose before the clock was set is cleared by who raised it.</summary>
    private List<CityEvent> Dated(CityEvent cityEvent, Instant start)
    {
        List<CityEvent> alerts = [.. TakeOver(cityEvent.Time, start)];
        var outcomes = dated.Judge(cityEvent, start);
        alerts.AddRange([.. Alerts(outcomes, start), .. Faults(outcomes, cityEvent.Time)]);
        if (undated.IsUsed) alerts.AddRange(undated.Judge(cityEvent, origin).Where(IsOursToClear).Select(o => ToEvent(o, origin)));
        return alerts;
    }

    /// <summary>
    /// The clock was set: the levels seen before hold from here on, so that a hold begins now and not with the next change. What rose
    /// already does not rise again.
    /// </summary>
    private List<CityEvent> TakeOver(DeviceTime now, Instant start)
    {
        var alerts = new List<CityEvent>();
        foreach (var level in levels.Values)
            alerts.AddRange(Alerts(dated.Judge(level with { Time = now }, start).Where(o => !early.Contains((o.Rule.Id, o.Sensor.Sensor))),
                start));
        levels.Clear();
        return alerts;
    }

    /// <summary>After a restart nobody remembers who raised what: one clearing too many is harmless, one too few is not.</summary>
    private bool IsOursToClear(RuleOutcome outcome) =>
        outcome.Kind == OutcomeKind.Cleared && (early.Remove((outcome.Rule.Id, outcome.Sensor.Sensor)) || resumed);

    private List<CityEvent> Undated(CityEvent cityEvent)
    {
        if (cityEvent.Kind is EventKind.Contact or EventKind.Fault) levels[cityEvent.Sensor] = cityEvent;
        var outcomes = undated.Judge(cityEvent, origin);
        foreach (var outcome in outcomes)
        {
            if (outcome.Kind == OutcomeKind.Raised) early.Add((outcome.Rule.Id, outcome.Sensor.Sensor));
            if (outcome.Kind == OutcomeKind.Cleared) early.Remove((outcome.Rule.Id, outcome.Sensor.Sensor));
        }
        return [.. outcomes.Where(IsAlert).Select(o => ToEvent(o, origin)), .. Faults(outcomes, cityEvent.Time)];
    }

    private IEnumerable<CityEvent> Alerts(IEnumerable<RuleOutcome> outcomes, Instant start) =>
        outcomes.Where(IsAlert).Select(o => ToEvent(o, start, Field("at", o.At), Field("raisedAt", o.RaisedAt)));

    /// <summary>A rule that failed stops alone, and the hub hears of it.</summary>
    private static IEnumerable<CityEvent> Faults(IEnumerable<RuleOutcome> outcomes, DeviceTime at) =>
        outcomes.Where(o => o.Kind == OutcomeKind.RuleFailed).Select(o => FaultEvent(at, $"{o.Rule.Id}: {o.Fault}"));

    private static CityEvent FaultEvent(DeviceTime at, string detail) => new(EventKind.Fault, SensorName.Device, at, 1)
    {
        Fields = EventFields.Of(new EventField("reason", "rules-fault"), new EventField("detail", detail)),
    };

    private static bool IsAlert(RuleOutcome outcome) =>
        outcome.Kind is OutcomeKind.Raised or OutcomeKind.Cleared or OutcomeKind.SeverityChanged;

    /// <summary>An alert that began in an earlier boot is stamped at the beginning of this one; its fields have its own times.</summary>
    private CityEvent ToEvent(RuleOutcome outcome, Instant start, params ReadOnlySpan<EventField> times)
    {
        var nanoseconds = Math.Max(0, (outcome.At - start).ToInt64Nanoseconds());
        var kind = outcome.Kind == OutcomeKind.Cleared ? EventKind.AlertCleared : EventKind.AlertRaised;
        return new CityEvent(kind, outcome.Sensor.Sensor, new DeviceTime(boot, nanoseconds), outcome.Value ?? 0)
        {
            Flags = outcome.Test ? EventFlags.Test : EventFlags.None,
            Fields = EventFields.Of(
            [
                new EventField("rule", outcome.Rule.Id), new EventField("final", outcome.Final ? 1 : 0), .. Steps(outcome), .. times,
            ]),
        };
    }

    /// <summary>Of a rule with steps of severity, how much the alert matters now, and whether it is one that is raised already.</summary>
    private static EventField[] Steps(RuleOutcome outcome) => outcome.Rule.Then.Steps.Count == 0 ? []
        :
        [
            new EventField("severity", (long)outcome.Severity),
            new EventField("again", outcome.Kind == OutcomeKind.SeverityChanged ? 1 : 0),
        ];

    private static EventField Field(string name, Instant at) => new(name, at.ToUnixNanoseconds());

    private void Load(LocalEngine engine, EventOutbox outbox)
    {
        foreach (var error in engine.Load(outbox)) EdgeLoopLog.RulesStateLost(logger, error);
    }
}
