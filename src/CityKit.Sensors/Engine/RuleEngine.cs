using System.Buffers;
using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using NodaTime;

namespace CityKit.Sensors.Engine;

/// <summary>Judges rules over the streams of sensors (规则引擎).</summary>
/// <remarks>
/// For a program of your own: a hub and the edge run one for you. One owner, one thread at a time; time moves only with what it is given,
/// and it stores nothing. Give <see cref="Observe(in Observation, ICollection{RuleOutcome})"/> and <see cref="Advance"/> known wall times
/// only; what was seen at an unknown time goes to <see cref="ObserveUndated"/>. Events of the alarm lane may come ahead of the reading
/// lane, never behind; the outcomes are the same, only their order may differ. A rule costs nothing where it does not apply, and a sensor
/// nothing before its first event or its device's first heartbeat.
/// </remarks>
/// <example><code>
/// var (rules, register) = (RulePacks.Find("smoke")!.Rules, RulePacks.Find("smoke")!.Tests.Register);
/// var engine = new RuleEngine(rules, RuleHost.Edge, register);
/// var (sensor, outcomes) = (register.Sensors[0].Key, new List&lt;RuleOutcome>());
/// engine.Observe(new Observation(sensor, EventKind.Contact, now, Duration.Zero, 1), outcomes);
/// engine.Advance(sensor.Device, now + Duration.FromMinutes(30), outcomes); // the device's time: holds and silence go by it
/// foreach (var outcome in outcomes) Console.WriteLine($"{outcome.Kind} {outcome.Rule.Id} at {outcome.At}");
/// </code></example>
public sealed class RuleEngine
{
    private const int Ahead = 5; // events whose memory is fetched meanwhile: enough for a slow memory, few enough to be there still

    private readonly List<RuleOutcome> nothing = [];
    private readonly bool visitsAll;
    private readonly TrackTable tracks;
    private readonly GroupTable? groups;

    /// <summary>
    /// An engine for the rules of one place over the sensors of a register. Pairs that <see cref="RuleSet.Check"/> complains about are left
    /// out.
    /// </summary>
    /// <param name="rules">The rules.</param>
    /// <param name="where">Where it runs; rules of the other place are left alone.</param>
    /// <param name="register">The sensors.</param>
    /// <param name="cells">The bytes that <see cref="Save(RuleKey, IBufferWriter{byte})"/> last wrote for a key, empty for none; asked
    /// the first time the key is needed. Null to start again, or before <see cref="Load"/>.</param>
    /// <param name="resumes">Whether rules and register are those of the engine that wrote the cells, of this version: then a sensor is
    /// read when it is observed or something of it is due, not when its device's time moves first. The cells of devices say when that is
    /// only if this is true; an engine without it reads them all the same.</param>
    public RuleEngine(RuleSet rules, RuleHost where, SensorRegister register, Func<RuleKey, ReadOnlyMemory<byte>>? cells = null,
        bool resumes = false)
        : this(rules, where, register, cells, resumes, visitsAll: false) { }

    /// <summary>As the other; to prove the index right, one that makes every sensor at once and visits all of a device and all rules of a
    /// sensor each time.</summary>
    internal RuleEngine(
        RuleSet rules, RuleHost where, SensorRegister register, Func<RuleKey, ReadOnlyMemory<byte>>? cells, bool resumes, bool visitsAll)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(register);
        if (where is not (RuleHost.Edge or RuleHost.Hub))
            throw new ArgumentOutOfRangeException(nameof(where), where, "Rules run on the edge or in the hub.");
        this.visitsAll = visitsAll;
        Rule[] mine = [.. rules.Rules.Where(r => r.Where == where)];
        tracks = new TrackTable(new RuleIndex(mine.SelectMany(GroupRule.LeavesOf)), register, cells, resumes, visitsAll);
        tracks.Begin();
        if (mine.OfType<GroupRule>().Any()) tracks.Groups = groups = new GroupTable(mine.OfType<GroupRule>(), tracks, cells);
        if (visitsAll) foreach (var sensor in register.Sensors) tracks.Find(sensor.Key);
    }

    /// <summary>
    /// How many observations and heartbeats carried a time before one already given, and were taken at that time instead.
    /// </summary>
    public long ClampedTimes => tracks.ClampedTimes;

    /// <summary>Whether a sensor's state is in memory, so that nothing is read for it.</summary>
    public bool HasRead(SensorKey sensor) => tracks.HasRead(sensor);

    /// <summary>How many sensors it made so far.</summary>
    internal int SensorsMade => tracks.Count;

    /// <summary>
    /// What changed, to be stored bit by bit while events go on. A piece without bytes is gone. Use either this or <see
    /// cref="TakeChanged"/>.
    /// </summary>
    public FrozenPieces Changes => tracks.Changes;

    /// <summary>Judges what a sensor saw. Its own stream moves to that time; other sensors wait for <see cref="Advance"/>.</summary>
    /// <returns>False when the register has no entry for the sensor: the hub commits such an event as undecided.</returns>
    public bool Observe(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (observation.Kind == EventKind.Blind && observation.Sensor.Sensor == SensorName.Device) Break(in observation, outcomes);
        if (tracks.Find(observation.Sensor) is not { } track) return false;
        Observe(track, in observation, outcomes);
        return true;
    }

    /// <summary>
    /// Gives what comes after something newer of its sensor to the rules that wait for it (<see cref="Rule.Lateness"/>), and to no other.
    /// </summary>
    /// <returns>Whether any rule waits for it.</returns>
    public bool ObserveLate(in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (Find(observation.Sensor) is not { } track || !track.ObserveLate(in observation, Into(outcomes))) return false;
        tracks.Touch(track);
        groups?.Take(track.Device.Time, outcomes);
        return true;
    }

    /// <summary>
    /// Looks a sensor up once: <see cref="Observe(SensorHandle, in Observation, ICollection{RuleOutcome})"/> costs less than by key.
    /// </summary>
    /// <returns>The handle; unknown when the register has no entry for the sensor.</returns>
    public SensorHandle Intern(SensorKey key) => tracks.Find(key) is { } track ? new SensorHandle(track) : default;

    /// <summary>
    /// As <see cref="Observe(in Observation, ICollection{RuleOutcome})"/>, of a sensor looked up before; one whose entries were changed
    /// since is looked up again. The handle says which sensor it is: the observation's own is not looked at.
    /// </summary>
    /// <returns>False when the register has no entry for the sensor.</returns>
    public bool Observe(SensorHandle sensor, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (sensor.Track is not { IsGone: false } track || observation.Kind == EventKind.Blind) return Observe(in observation, outcomes);
        Observe(track, in observation, outcomes);
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
        if (Find(observation.Sensor) is not { } track) return false;
        track.ObserveUndated(in observation, Into(outcomes));
        tracks.Touch(track);
        groups?.Take(track.Device.Time, outcomes);
        return true;
    }

    /// <summary>
    /// The time at which an event of unknown time counts: when it was received, or just after the sensor's last alert of unknown time that
    /// is over (<see cref="EndUndated"/>).
    /// </summary>
    public Instant ReceiveUndated(SensorKey sensor, Instant receivedAt) =>
        tracks.Existing(sensor) is { } track && track.UndatedFrom > Clock.Of(receivedAt) ? Clock.ToInstant(track.UndatedFrom) : receivedAt;

    /// <summary>
    /// An alert of unknown time is over: what is received at the very same time counts a nanosecond later, so that no two alerts are the
    /// same.
    /// </summary>
    public void EndUndated(SensorKey sensor, Instant at)
    {
        if (Find(sensor) is not { } track) return;
        track.UndatedFrom = Clock.Of(at) + 1;
        tracks.Touch(track);
    }

    /// <summary>
    /// Moves the time of all sensors of a device or feed: a heartbeat, or the feed's own time. A time before one already given changes
    /// nothing.
    /// </summary>
    public void Advance(DeviceId device, Instant to, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (tracks.Device(device) is not { } track) return;
        if (Clock.Of(to) < track.Time) tracks.ClampedTimes++;
        var before = track.Time;
        MoveTo(track, to);
        var due = Due(track, isFeed: false); // as of the move before: what is read now catches up with that one
        (track.Moves, track.MovedTo) = (track.Moves + 1, track.Time);
        foreach (var sensor in due)
        {
            tracks.Changing(sensor);
            sensor.Advance(track.Time, Into(outcomes));
            tracks.Touch(sensor);
        }
        Decide(track, before, outcomes);
    }

    /// <summary>
    /// Moves the time of a feed: as far as any of its registers was read. Registers are read and delivered apart, so this decides silence
    /// and that a window lacks readings; what a window holds is decided by its own readings alone, in the same way however they were
    /// delivered.
    /// </summary>
    public void AdvanceFeed(DeviceId feed, Instant to, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (tracks.Device(feed) is not { } track) return;
        var before = track.Time;
        MoveTo(track, to);
        foreach (var sensor in Due(track, isFeed: true))
        {
            tracks.Changing(sensor);
            sensor.CatchUp(Into(outcomes));
            sensor.AdvanceFeed(track.Time, Into(outcomes));
            tracks.Touch(sensor);
        }
        Decide(track, before, outcomes);
    }

    /// <summary>
    /// A device's clock was corrected, to an earlier time or a later one: rules go on from there at once. Holds and waits begin again at
    /// the corrected time, readings of later times leave their windows, and open alerts stay open.
    /// </summary>
    /// <param name="device">Whose clock.</param>
    /// <param name="lane">The lane that has come to the correction; each has its own time.</param>
    /// <param name="to">The corrected time.</param>
    public void CorrectClock(DeviceId device, Lane lane, Instant to)
    {
        if (tracks.Device(device) is not { } track) return;
        foreach (var sensor in tracks.Known(track))
        {
            tracks.CatchUp(sensor);
            tracks.Changing(sensor);
            sensor.CorrectClock(lane, Clock.Of(to));
            tracks.Touch(sensor);
        }
        tracks.Changing(track);
        if (lane == Lane.Reading) track.Time = Math.Min(track.Time, Clock.Of(to));
        groups?.CorrectClock(device, Clock.Of(to));
    }

    /// <summary>The latest time that any event of a device had; null while none came.</summary>
    public Instant? LatestOf(DeviceId device)
    {
        if (tracks.Device(device) is not { } track) return null;
        var latest = tracks.Known(track).Aggregate(track.Time, (time, sensor) => Math.Max(time, Math.Max(sensor.AlarmTime,
            sensor.ReadingTime)));
        return latest > Clock.Earliest ? Clock.ToInstant(latest) : null;
    }

    /// <summary>The latest time of a sensor's events in a lane; null while none came, or no rule is about the sensor.</summary>
    public Instant? LatestOf(SensorKey sensor, Lane lane) =>
        tracks.Existing(sensor) is { } track && (lane == Lane.Reading ? track.ReadingTime : track.AlarmTime) is var latest
        && latest > Clock.Earliest ? Clock.ToInstant(latest) : null;

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
    public void Correct(Sensor entry, IReadOnlyList<RegisterInterval> before, IReadOnlyList<RegisterInterval> after,
        ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (Find(entry.Key) is not { } track) return;
        Correction.Take(track, entry, before, after, Into(outcomes));
        tracks.Touch(track);
        groups?.Take(track.Device.Time, outcomes);
    }

    /// <summary>Writes the state of all rules and times. The same state gives the same bytes.</summary>
    public void Save(IBufferWriter<byte> buffer) => RuleState.Save(tracks, buffer);

    /// <summary>
    /// Takes over a state, of this rule set or another: what a rule of the same id, sensor and kind knew goes on; rules that are gone are
    /// dropped; new ones begin. Call it on a new engine, and then once more with the state of an engine that has only rules which are new
    /// here or begin again (<see cref="RuleSet.WithEmptyWindowsAfter"/>) and was shown the past: their windows are filled from it. Bytes
    /// that are no state leave the engine unusable: throw it away.
    /// </summary>
    /// <returns>What is wrong with the bytes, and the open alerts whose rule or sensor is gone.</returns>
    public RuleStateLoad Load(ReadOnlySpan<byte> state) => RuleState.Load(tracks, state);

    /// <summary>
    /// The keys whose state changed since this was last asked, in order: save them and keep their bytes. A key that
    /// <see cref="Save(RuleKey, IBufferWriter{byte})"/> does not write is gone: forget it.
    /// </summary>
    public IReadOnlyList<RuleKey> TakeChanged() => tracks.TakeChanged();

    /// <summary>
    /// Says which keys a host has of an engine before, whose state this one took over: those that have no state here are gone. What the
    /// cells of sensors and groups that are here no more had open is among <see cref="TakeLoads"/>.
    /// </summary>
    public void Forget(IEnumerable<RuleKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        tracks.Forget(keys);
    }

    /// <summary>Every key that has a state, in the order of devices and sensors; reads those not used so far.</summary>
    public IEnumerable<RuleKey> Keys => tracks.Keys();

    /// <summary>Writes the state of one key. All keys together are the whole state.</summary>
    /// <returns>False, with nothing written, when the key has no state.</returns>
    public bool Save(RuleKey key, IBufferWriter<byte> buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return tracks.Save(key, buffer);
    }

    /// <summary>
    /// What was to say of the states of keys that were read since this was last asked: damage, and open alerts of rules that are gone.
    /// </summary>
    public IReadOnlyList<RuleCellLoad> TakeLoads() => tracks.TakeLoads();

    /// <summary>
    /// Goes on with another register, as a new engine would that takes over this one's state; costs as much as there are changed sensors.
    /// </summary>
    /// <param name="register">The register: the one before but for <paramref name="changed"/>.</param>
    /// <param name="changed">The sensors that are new, gone or have other entries.</param>
    /// <returns>Open alerts whose sensor or period is gone: nothing will clear them.</returns>
    public IReadOnlyList<AlertId> Use(SensorRegister register, IEnumerable<SensorKey> changed)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(changed);
        SensorKey[] keys = [.. changed.Distinct()];
        var left = groups?.Leave(keys);
        var orphans = tracks.Use(register, keys);
        groups?.Join(keys, left!, orphans);
        return orphans;
    }

    /// <summary>Where watches put what they find: what concerns groups is sorted out before the rest goes out.</summary>
    private ICollection<RuleOutcome> Into(ICollection<RuleOutcome> outcomes) => groups is null ? outcomes : groups.Found;

    private void Decide(DeviceTrack device, long before, ICollection<RuleOutcome> outcomes)
    {
        groups?.Take(before, outcomes);
        groups?.Advance(device, outcomes);
    }

    /// <summary>
    /// As <see cref="Observe(SensorHandle, in Observation, ICollection{RuleOutcome})"/> for many, in order: the fast way through many
    /// sensors, as the memory of the next ones is fetched while one is judged.
    /// </summary>
    /// <param name="sensors">The sensors, as many as there are observations.</param>
    /// <param name="observations">What they saw.</param>
    /// <param name="outcomes">Where outcomes go.</param>
    /// <returns>How many were of sensors that the register has.</returns>
    /// <exception cref="ArgumentException">There are not as many of both.</exception>
    public int ObserveAll(ReadOnlySpan<SensorHandle> sensors, ReadOnlySpan<Observation> observations, ICollection<RuleOutcome> outcomes)
    {
        if (sensors.Length != observations.Length)
            throw new ArgumentException($"{sensors.Length} sensors, {observations.Length} observations.", nameof(sensors));
        var known = 0;
        for (var i = 0; i < sensors.Length; i++)
        {
            if (i + 3 * Ahead < sensors.Length) sensors[i + 3 * Ahead].Track?.Prefetch();
            if (i + 2 * Ahead < sensors.Length) sensors[i + 2 * Ahead].Track?.PrefetchWatch();
            if (i + Ahead < sensors.Length) sensors[i + Ahead].Track?.PrefetchMore();
            if (sensors[i].Track is not { IsGone: false } track || observations[i].Kind == EventKind.Blind)
            {
                if (Observe(in observations[i], outcomes)) known++;
                continue;
            }
            Observe(track, in observations[i], outcomes);
            known++;
        }
        return known;
    }

    private void Observe(SensorTrack track, in Observation observation, ICollection<RuleOutcome> outcomes)
    {
        tracks.Changing(track);
        track.CatchUp(nothing);
        if (!track.Observe(in observation, Into(outcomes))) tracks.ClampedTimes++;
        tracks.Touch(track);
        if (groups is null) return;
        groups.Take(track.Device.Time, outcomes);
        groups.Break(track, in observation, outcomes);
    }

    private SensorTrack? Find(SensorKey key)
    {
        if (tracks.Find(key) is not { } track) return null;
        tracks.Changing(track);
        track.CatchUp(nothing);
        return track;
    }

    private void MoveTo(DeviceTrack device, Instant to)
    {
        tracks.Changing(device);
        device.Time = Math.Max(device.Time, Clock.Of(to));
    }

    /// <summary>
    /// The sensors to visit at the device's time; all that it matters to the first time, and when one that was not read yet may be due.
    /// </summary>
    private IReadOnlyList<SensorTrack> Due(DeviceTrack device, bool isFeed)
    {
        if (visitsAll) return tracks.Timed(device);
        var queue = isFeed ? device.Feeds ??= new DueQueue(isFeed) : device.Beats ??= new DueQueue(isFeed);
        if (queue.Unread <= device.Time) ReadAll(device, queue);
        return queue.Take(device.Time);
    }

    private void ReadAll(DeviceTrack device, DueQueue queue)
    {
        queue.Unread = Watch.Never;
        foreach (var sensor in tracks.Timed(device)) tracks.Touch(sensor);
    }

    /// <summary>A whole device was blind: all its sensors were.</summary>
    private void Break(in Observation blind, ICollection<RuleOutcome> outcomes)
    {
        if (tracks.Device(blind.Sensor.Device) is not { } track) return;
        var to = Clock.Of(blind.At);
        foreach (var sensor in tracks.Watched(track))
        {
            tracks.Changing(sensor);
            sensor.CatchUp(nothing);
            sensor.Break(to - Clock.Span(blind.Span), to, isAway: true, Into(outcomes));
            tracks.Touch(sensor);
            groups?.Take(track.Time, outcomes);
            groups?.Break(sensor, (to - Clock.Span(blind.Span), to), isAway: true, outcomes);
        }
    }

    private void Say(OutcomeKind kind, SensorKey sensor, Instant at, ICollection<RuleOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (Find(sensor) is not { } track) return;
        track.Say(kind, Clock.Of(at), Into(outcomes));
        groups?.Take(track.Device.Time, outcomes);
    }
}
