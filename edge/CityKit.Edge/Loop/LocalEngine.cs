using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>Local rules over one reckoning of time: wall time, or the boot's own while that is unknown.</summary>
internal sealed class LocalEngine(RuleSet rules, SensorRegister register, DeviceId device)
{
    private readonly List<RuleOutcome> outcomes = [];
    private static readonly Duration Tolerance = Duration.FromMinutes(5);

    private RuleEngine engine = new(rules, RuleHost.Edge, register);
    private Instant? zero;
    private bool changed;

    /// <summary>True once it was told anything.</summary>
    internal bool IsUsed { get; private set; }

    /// <summary>What the rules say to an event, the boot having begun at <paramref name="start"/>.</summary>
    internal IReadOnlyList<RuleOutcome> Judge(CityEvent cityEvent, Instant start)
    {
        IsUsed = changed = true;
        outcomes.Clear();
        var at = start.PlusNanoseconds(cityEvent.Time.Nanoseconds);
        if (IsCorrected(start, at)) CorrectClock(at);
        zero = start;
        if (cityEvent.Kind == EventKind.Heartbeat) engine.Advance(device, at, outcomes);
        else engine.Observe(new Observation(new SensorKey(device, cityEvent.Sensor), cityEvent.Kind, at, Duration.FromNanoseconds(cityEvent.SpanNanoseconds), cityEvent.Value, cityEvent.Flags) { Fields = cityEvent.Fields }, outcomes);
        return outcomes;
    }

    /// <summary>Forgets everything: the rules failed.</summary>
    internal void StartOver() => engine = new RuleEngine(rules, RuleHost.Edge, register);

    /// <summary>Takes the state back; one that cannot be read leaves the rules as new.</summary>
    /// <returns>What is wrong with the state; null when all is well.</returns>
    internal WireError? Load(byte[]? state)
    {
        if (state is null) return null;
        IsUsed = true;
        var error = engine.Load(state).Error;
        if (error is not null) StartOver();
        return error;
    }

    /// <summary>The state, when it was told something since it was last asked for.</summary>
    internal ReadOnlyMemory<byte>? TakeChanged()
    {
        if (!changed) return null;
        changed = false;
        var buffer = new ArrayBufferWriter<byte>();
        engine.Save(buffer);
        return buffer.WrittenMemory;
    }

    /// <summary>The boot's zero was set anew, or a boot goes back behind what an earlier one said.</summary>
    private bool IsCorrected(Instant start, Instant at) => zero is { } before
        ? start > before + Tolerance || start < before - Tolerance
        : at < engine.LatestOf(device) - Tolerance;

    private void CorrectClock(Instant to)
    {
        engine.CorrectClock(device, Lane.Alarm, to);
        engine.CorrectClock(device, Lane.Reading, to);
    }
}
