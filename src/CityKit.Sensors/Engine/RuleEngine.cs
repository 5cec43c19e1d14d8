using System.Buffers;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Judges rules over the streams of sensors (规则引擎). Pure: time moves only with what it is told. Not thread-safe; one owner.
/// </summary>
/// <remarks>
/// Give <see cref="Observe"/> and <see cref="Advance"/> known wall times only; what was seen at an unknown time goes to <see
/// cref="ObserveUndated"/>.
/// Events of the alarm lane may come ahead of the reading lane, never behind; the outcomes are the same, only their order may differ.
/// A rule costs nothing where it does not apply: sensors find their own rules.
/// </remarks>
public sealed class RuleEngine
{
    private readonly Dictionary<SensorKey, SensorTrack> sensors = [];
    private readonly Dictionary<DeviceId, DeviceTrack> devices;
    private readonly DeviceTrack[] sortedDevices;

    /// <summary>
    /// An engine for the rules of one place over the sensors of a register. Pairs that <see cref="RuleSet.Check"/> complains about are left
    /// out.
    /// </summary>
    public RuleEngine(RuleSet rules, RuleHost where, SensorRegister register)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(register);
        if (where is not (RuleHost.Edge or RuleHost.Hub)) throw new ArgumentOutOfRangeException(nameof(where), where, "Rules run on the edge or in the hub. 规则只能在边缘或中心运行。");
        var here = rules.Rules.Where(r => r.Where == where).ToArray();
        foreach (var periods in register.Sensors.GroupBy(s => s.Key))
            sensors.Add(periods.Key, new SensorTrack(periods.Key, [.. periods.SelectMany(s => WatchFactory.Create(here, s))]));
        sortedDevices = [.. sensors.Values.GroupBy(s => s.Key.Device).Select(g => new DeviceTrack(g.Key, [.. g])).OrderBy(d => d.Device)];
        devices = sortedDevices.ToDictionary(d => d.Device);
    }

    /// <summary>How many observations and heartbeats carried a time before one already told, and were taken at that time instead.</summary>
    public long ClampedTimes { get; internal set; }

    internal IReadOnlyList<DeviceTrack> Devices => sortedDevices;

    internal DeviceTrack? Find(DeviceId device) => devices.GetValueOrDefault(device);

    /// <summary>Judges what a sensor saw. Its own stream moves to that time; other sensors wait for <see cref="Advance"/>.</summary>
    /// <returns>False when the register has no entry for the sensor: the hub commits such an event as undecided.</returns>
    public bool Observe(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (observation.Kind == EventKind.Blind && observation.Sensor.Sensor == SensorName.Device) Break(in observation, outcomes);
        if (!sensors.TryGetValue(observation.Sensor, out var track)) return false;
        if (!track.Observe(in observation, outcomes)) ClampedTimes++;
        return true;
    }

    /// <summary>
    /// Judges what a sensor saw at an unknown time. It counts by itself at the time given, moves no time, and enters no window or silence:
    /// a match, and a contact or threshold without a hold, is raised and cleared at once; a hold that begins with it lasts its whole time
    /// by the device's own.
    /// </summary>
    /// <param name="observation">What was seen; its time is the one that <see cref="ReceiveUndated"/> gave.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    /// <returns>False when the register has no entry for the sensor.</returns>
    public bool ObserveUndated(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (!sensors.TryGetValue(observation.Sensor, out var track)) return false;
        track.ObserveUndated(in observation, outcomes);
        return true;
    }

    /// <summary>
    /// The time at which an event of unknown time counts: when it was received, or just after the sensor's last alert of unknown time that
    /// is over (<see cref="EndUndated"/>).
    /// </summary>
    public Instant ReceiveUndated(SensorKey sensor, Instant receivedAt) =>
        sensors.TryGetValue(sensor, out var track) && track.UndatedFrom > Clock.Of(receivedAt) ? Clock.ToInstant(track.UndatedFrom) : receivedAt;

    /// <summary>
    /// An alert of unknown time is over: what is received at the very same time counts a nanosecond later, so that no two alerts are the
    /// same.
    /// </summary>
    public void EndUndated(SensorKey sensor, Instant at)
    {
        if (sensors.TryGetValue(sensor, out var track)) track.UndatedFrom = Clock.Of(at) + 1;
    }

    /// <summary>
    /// Moves the time of all sensors of a device or feed: a heartbeat, or the feed's own time. A time before one already told changes
    /// nothing.
    /// </summary>
    public void Advance(DeviceId device, Instant to, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (!devices.TryGetValue(device, out var track)) return;
        var time = Clock.Of(to);
        if (time < track.Time) ClampedTimes++;
        track.Time = Math.Max(track.Time, time);
        foreach (var sensor in track.Sensors) sensor.Advance(track.Time, outcomes);
    }

    /// <summary>
    /// Moves the time of a feed: as far as any of its registers was read. Registers are read and delivered apart, so this decides silence
    /// and that a window lacks readings;
    /// what a window holds is decided by its own readings alone, in the same way however they were delivered.
    /// </summary>
    public void AdvanceFeed(DeviceId feed, Instant to, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (!devices.TryGetValue(feed, out var track)) return;
        track.Time = Math.Max(track.Time, Clock.Of(to));
        foreach (var sensor in track.Sensors) sensor.AdvanceFeed(track.Time, outcomes);
    }

    /// <summary>
    /// A device's clock was corrected, to an earlier time or a later one: rules go on from there at once. Holds and waits begin again at
    /// the corrected time,
    /// readings of later times leave their windows, and open alerts stay open.
    /// </summary>
    /// <param name="device">Whose clock.</param>
    /// <param name="lane">The lane that has come to the correction; each has its own time.</param>
    /// <param name="to">The corrected time.</param>
    public void CorrectClock(DeviceId device, Lane lane, Instant to)
    {
        if (!devices.TryGetValue(device, out var track)) return;
        if (lane == Lane.Reading) track.Time = Math.Min(track.Time, Clock.Of(to));
        foreach (var sensor in track.Sensors) sensor.CorrectClock(lane, Clock.Of(to));
    }

    /// <summary>The latest time that any event of a device had; null while none came.</summary>
    public Instant? LatestOf(DeviceId device)
    {
        if (!devices.TryGetValue(device, out var track)) return null;
        var latest = track.Sensors.Aggregate(track.Time, (time, sensor) => Math.Max(time, Math.Max(sensor.AlarmTime, sensor.ReadingTime)));
        return latest > Clock.Earliest ? Clock.ToInstant(latest) : null;
    }

    /// <summary>Says of each rule over a register's readings that it cannot decide, as what the register shows is in doubt.</summary>
    /// <param name="sensor">The register.</param>
    /// <param name="at">When the doubtful reading was made.</param>
    /// <param name="outcomes">Takes one <see cref="OutcomeKind.Undecided"/> a rule.</param>
    public void Doubt(SensorKey sensor, Instant at, ICollection<RuleOutcome> outcomes) => Say(OutcomeKind.Undecided, sensor, at, outcomes);

    /// <summary>Says of each rule over a register's readings that it can decide again.</summary>
    /// <param name="sensor">The register.</param>
    /// <param name="at">When the reading that settled it was made.</param>
    /// <param name="outcomes">Takes one <see cref="OutcomeKind.Decided"/> a rule.</param>
    public void Settle(SensorKey sensor, Instant at, ICollection<RuleOutcome> outcomes) => Say(OutcomeKind.Decided, sensor, at, outcomes);

    /// <summary>
    /// Takes over a correction of readings that were judged. Windows count the corrected amounts from now on; no alert is taken back.
    /// Each rule that would have raised an alert, or none, says so once with <see cref="OutcomeKind.Revised"/>.
    /// </summary>
    /// <param name="entry">The register's entry.</param>
    /// <param name="before">The intervals as they were judged, in order.</param>
    /// <param name="after">The same intervals with the corrected amounts.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    public void Correct(Sensor entry, IReadOnlyList<RegisterInterval> before, IReadOnlyList<RegisterInterval> after, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (sensors.TryGetValue(entry.Key, out var track)) Correction.Take(track, entry, before, after, outcomes);
    }

    /// <summary>Writes the state of all rules and times. The same state gives the same bytes.</summary>
    public void Save(IBufferWriter<byte> buffer) => RuleState.Save(this, buffer);

    /// <summary>
    /// Takes over a state, of this rule set or another: what a rule of the same id, sensor and kind knew goes on; rules that are gone are
    /// dropped; new ones begin.
    /// Call it on a new engine. Bytes that are no state leave the engine unusable: throw it away.
    /// </summary>
    /// <returns>What is wrong with the bytes, and the open alerts whose rule or sensor is gone.</returns>
    public RuleStateLoad Load(ReadOnlySpan<byte> state) => RuleState.Load(this, state);

    /// <summary>A whole device was blind: all its sensors were.</summary>
    private void Break(in Observation blind, ICollection<RuleOutcome> outcomes)
    {
        if (!devices.TryGetValue(blind.Sensor.Device, out var track)) return;
        var to = Clock.Of(blind.At);
        foreach (var sensor in track.Sensors) sensor.Break(to - Clock.Span(blind.Span), to, isAway: true, outcomes);
    }

    private void Say(OutcomeKind kind, SensorKey sensor, Instant at, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (sensors.TryGetValue(sensor, out var track)) track.Say(kind, Clock.Of(at), outcomes);
    }
}
