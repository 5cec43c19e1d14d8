using System.Buffers;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// Judges the loop's events by the local rules; an alert is an event of its own, right behind its cause, and in the same commit as the rules' state.
/// While the wall time is unknown nothing is judged here: the hub judges what arrives.
/// </summary>
internal sealed class LocalJudge
{
    internal const string StateKey = "rules";
    private readonly LocalRules rules;
    private readonly DeviceId device;
    private readonly int boot;
    private readonly Func<Instant?> zero;
    private readonly ILogger logger;
    private readonly List<RuleOutcome> outcomes = [];
    private RuleEngine engine;
    private bool touched;

    internal LocalJudge(LocalRules rules, DeviceId device, int boot, Func<Instant?> zero, ILogger logger)
    {
        (this.rules, this.device, this.boot, this.zero, this.logger) = (rules, device, boot, zero, logger);
        engine = Fresh();
    }

    /// <summary>Takes the state back; one that cannot be read leaves the rules as new, and says so.</summary>
    internal void Load(byte[]? state)
    {
        if (state is null || engine.Load(state).Error is not { } error) return;
        EdgeLoopLog.RulesStateLost(logger, error);
        engine = Fresh();
    }

    /// <returns>The alerts that came of an event; or the fault, when the rules failed and began anew.</returns>
    internal IReadOnlyList<CityEvent> Judge(CityEvent cityEvent)
    {
        if (zero() is not { } start) return [];
        touched = true;
        outcomes.Clear();
        try
        {
            Tell(cityEvent, start.PlusNanoseconds(cityEvent.Time.Nanoseconds));
            return [.. outcomes.Where(o => o.Kind is OutcomeKind.Raised or OutcomeKind.Cleared).Select(o => ToEvent(o, start))];
        }
        catch (Exception fault)
        {
            EdgeLoopLog.RulesFault(logger, fault);
            engine = Fresh();
            return [new CityEvent(EventKind.Fault, SensorName.Device, cityEvent.Time, 1) { Fields = EventFields.Of(new EventField("reason", "rules-fault"), new EventField("detail", fault.GetType().Name)) }];
        }
    }

    /// <summary>The state, when rules were told something since it was last asked for.</summary>
    internal ReadOnlyMemory<byte>? TakeChanged()
    {
        if (!touched) return null;
        touched = false;
        var buffer = new ArrayBufferWriter<byte>();
        engine.Save(buffer);
        return buffer.WrittenMemory;
    }

    private RuleEngine Fresh() => new(rules.Rules, RuleHost.Edge, rules.Register);

    private void Tell(CityEvent cityEvent, Instant at)
    {
        if (cityEvent.Kind == EventKind.Heartbeat) engine.Advance(device, at, outcomes);
        else engine.Observe(new Observation(new SensorKey(device, cityEvent.Sensor), cityEvent.Kind, at, Duration.FromNanoseconds(cityEvent.SpanNanoseconds), cityEvent.Value, cityEvent.Flags) { Fields = cityEvent.Fields }, outcomes);
    }

    /// <summary>An alert that began in an earlier boot is stamped at the beginning of this one; the field <c>at</c> has its own time.</summary>
    private CityEvent ToEvent(RuleOutcome outcome, Instant start)
    {
        var nanoseconds = Math.Max(0, (outcome.At - start).ToInt64Nanoseconds());
        return new CityEvent(outcome.Kind == OutcomeKind.Raised ? EventKind.AlertRaised : EventKind.AlertCleared, outcome.Sensor.Sensor, new DeviceTime(boot, nanoseconds), outcome.Value ?? 0)
        {
            Flags = outcome.Test ? EventFlags.Test : EventFlags.None,
            Fields = EventFields.Of(
                new EventField("rule", outcome.Rule.Id),
                new EventField("alert", outcome.Alert.ToString()),
                new EventField("at", outcome.At.ToUnixNanoseconds()),
                new EventField("raisedAt", outcome.RaisedAt.ToUnixNanoseconds())),
        };
    }
}
