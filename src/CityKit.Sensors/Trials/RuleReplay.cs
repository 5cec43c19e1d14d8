using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>
/// Judges a recording (历史读数重放): observations in the order of time. The time of a device moves with its own, at most once a minute, and
/// that of every device once an hour and at the end. Rules of the edge and of the hub alike. Not thread-safe.
/// </summary>
public sealed class RuleReplay
{
    private static readonly Duration Beat = Duration.FromMinutes(1);
    private static readonly Duration AllBeat = Duration.FromHours(1);
    private readonly RuleEngine[] engines;
    private readonly Duration lateness;
    private readonly Dictionary<DeviceId, ReplayedDevice> devices = [];
    private SensorRegister register;
    private Instant allMoved;
    private Instant now;

    /// <summary>A replay that knows nothing before.</summary>
    public RuleReplay(RuleSet rules, SensorRegister register)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(register);
        (this.register, lateness) = (register, LatenessOf(rules));
        engines = [.. rules.Rules.Select(rule => rule.Where).Distinct().Order().Select(where => new RuleEngine(rules, where, register))];
    }

    /// <summary>Takes in a sensor that the register has not.</summary>
    /// <exception cref="ArgumentException">It does not fit the others.</exception>
    public void Add(Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        register = register.With(sensor);
        foreach (var engine in engines) engine.Use(register, [sensor.Key]);
    }

    /// <summary>Looks a sensor up once; after <see cref="Add"/>.</summary>
    public ReplayedSensor Intern(SensorKey key)
    {
        if (!devices.TryGetValue(key.Device, out var device)) devices.Add(key.Device, device = new ReplayedDevice(key.Device));
        return new ReplayedSensor(device, Array.ConvertAll(engines, engine => engine.Intern(key)));
    }

    /// <summary>Judges what a sensor saw.</summary>
    /// <param name="sensor">The sensor, from <see cref="Intern"/>.</param>
    /// <param name="observation">What it saw; not before the one judged last.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    /// <exception cref="ArgumentException">It is before the one judged last.</exception>
    public void Observe(ReplayedSensor sensor, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (observation.At < now)
            throw new ArgumentException(
                $"A recording goes forwards in time: {observation.At} is before {now}.",
                nameof(observation));
        if (observation.At > now) MoveTo(sensor.Device, observation.At, outcomes);
        for (var i = 0; i < engines.Length; i++) engines[i].Observe(sensor.Handles[i], in observation, outcomes);
    }

    /// <summary>Moves every device to the end of the recording, and as much further as rules wait for late readings.</summary>
    /// <param name="outcomes">Where outcomes go.</param>
    /// <param name="end">When it ends, if later than the last observation; null for then.</param>
    public void End(ICollection<RuleOutcome> outcomes, Instant? end = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var (last, found) = (Instant.Max(now, end ?? now), new List<RuleOutcome>());
        MoveAll(lateness > Duration.Zero ? last + lateness + Duration.Epsilon : last, found);
        foreach (var outcome in found.Where(outcome => outcome.At <= last)) outcomes.Add(outcome);
    }

    /// <summary>How long the rules wait for late readings, at most.</summary>
    internal static Duration LatenessOf(RuleSet rules) => rules.Rules.Select(rule => rule.Lateness).DefaultIfEmpty().Max();

    /// <summary>What was seen up to now is all there is: time may come to it.</summary>
    private void MoveTo(ReplayedDevice device, Instant at, ICollection<RuleOutcome> outcomes)
    {
        if (now - allMoved >= AllBeat) MoveAll(now, outcomes);
        else if (now - device.Moved >= Beat) Move(device, now, outcomes);
        now = at;
    }

    private void MoveAll(Instant to, ICollection<RuleOutcome> outcomes)
    {
        allMoved = to;
        foreach (var device in devices.Values) Move(device, to, outcomes);
    }

    private void Move(ReplayedDevice device, Instant to, ICollection<RuleOutcome> outcomes)
    {
        device.Moved = to;
        foreach (var engine in engines) engine.Advance(device.Id, to, outcomes);
    }
}
