using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>Local rules over one time scale: wall time, or the boot's own while that is unknown.</summary>
/// <param name="rules">The rules.</param>
/// <param name="register">The sensors.</param>
/// <param name="device">Whose events they are.</param>
/// <param name="name">Under which its state is kept, each key behind it.</param>
internal sealed class LocalEngine(RuleSet rules, SensorRegister register, DeviceId device, string name)
{
    private readonly string prefix = name + "/";
    private readonly HashSet<string> kept = [];
    private readonly HashSet<string> stale = [];
    private readonly List<RuleOutcome> outcomes = [];
    private static readonly Duration Tolerance = Duration.FromMinutes(5);

    private RuleEngine engine = new(rules, RuleHost.Edge, register);
    private Instant? zero;

    /// <summary>True once it was given anything.</summary>
    internal bool IsUsed { get; private set; }

    /// <summary>What the rules say to an event, the boot having started at <paramref name="start"/>.</summary>
    internal IReadOnlyList<RuleOutcome> Judge(CityEvent cityEvent, Instant start)
    {
        IsUsed = true;
        outcomes.Clear();
        var at = start.PlusNanoseconds(cityEvent.Time.Nanoseconds);
        if (IsCorrected(start, at)) CorrectClock(at);
        zero = start;
        if (cityEvent.Kind == EventKind.Heartbeat) engine.Advance(device, at, outcomes);
        else
            engine.Observe(new Observation(new SensorKey(device, cityEvent.Sensor), cityEvent.Kind, at,
                Duration.FromNanoseconds(cityEvent.SpanNanoseconds), cityEvent.Value, cityEvent.Flags) { Fields = cityEvent.Fields },
            outcomes);
        return outcomes;
    }

    /// <summary>Forgets everything: the rules failed.</summary>
    internal void StartOver()
    {
        engine = new RuleEngine(rules, RuleHost.Edge, register);
        stale.UnionWith(kept);
    }

    /// <summary>Takes the state back; what of it cannot be read starts again.</summary>
    /// <returns>What is wrong with the state.</returns>
    internal IReadOnlyList<WireError> Load(EventOutbox outbox)
    {
        Forget(outbox);
        IsUsed = kept.Count > 0;
        if (outbox.State(name) is { } whole) return LoadWhole(whole);
        engine = new RuleEngine(rules, RuleHost.Edge, register, key => outbox.State(prefix + key));
        stale.ExceptWith(engine.Keys.Select(key => prefix + key)); // of rules and sensors that are gone
        return [.. engine.TakeLoads().Select(load => load.Error).OfType<WireError>()];
    }

    /// <summary>What is kept of another boot goes.</summary>
    internal void Forget(EventOutbox outbox)
    {
        kept.UnionWith(outbox.StateKeys(prefix));
        if (outbox.State(name) is not null) kept.Add(name);
        stale.UnionWith(kept);
    }

    /// <summary>What changed since the last time goes into a commit.</summary>
    internal void Save(OutboxCommit commit)
    {
        foreach (var gone in stale) commit.RemoveState(gone);
        stale.Clear();
        foreach (var key in engine.TakeChanged()) Save(key, commit);
    }

    private void Save(RuleKey key, OutboxCommit commit)
    {
        var buffer = new ArrayBufferWriter<byte>();
        if (engine.Save(key, buffer)) commit.SetState(prefix + key, buffer.WrittenMemory);
        else commit.RemoveState(prefix + key);
        kept.Add(prefix + key);
    }

    /// <summary>A state that was written as one goes on by key.</summary>
    private WireError[] LoadWhole(byte[] state)
    {
        if (engine.Load(state).Error is not { } error) return [];
        StartOver();
        return [error];
    }

    /// <summary>The boot's zero was set again, or a boot goes back behind what an earlier one said.</summary>
    private bool IsCorrected(Instant start, Instant at) => zero is { } before
        ? start > before + Tolerance || start < before - Tolerance
        : at < engine.LatestOf(device) - Tolerance;

    private void CorrectClock(Instant to)
    {
        engine.CorrectClock(device, Lane.Alarm, to);
        engine.CorrectClock(device, Lane.Reading, to);
    }
}
