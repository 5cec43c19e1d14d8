using System.Buffers;
using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Core.Wire;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Engine;

/// <summary>
/// What the engine knows of each device and sensor, made the first time it is asked for: from the state kept under its key, or new.
/// Remembers which
/// keys changed.
/// </summary>
internal sealed class TrackTable
{
    private readonly TrackIndex sensors = new();
    private readonly Dictionary<DeviceId, DeviceTrack> devices = [];
    private readonly Dictionary<RuleKey, HashSet<RuleKey>> gone = []; // stretches, by their sensor
    private readonly ArrayBufferWriter<byte> written = new();
    private readonly List<RuleCellLoad> loads = [];
    private readonly List<RuleOutcome> nothing = [];
    private readonly RuleIndex rules;
    private readonly Func<RuleKey, ReadOnlyMemory<byte>>? cells;
    private readonly bool resumes;
    private readonly bool visitsAll;
    private long clamped;

    internal TrackTable(
        RuleIndex rules, SensorRegister register, Func<RuleKey, ReadOnlyMemory<byte>>? cells, bool resumes, bool visitsAll)
    {
        (this.rules, Register, this.cells, this.resumes, this.visitsAll) = (rules, register, cells, resumes, visitsAll);
        Changes = new ChangedPieces<RuleKey>(Write);
    }

    internal SensorRegister Register { get; private set; }

    /// <summary>What changed, by device and sensor.</summary>
    internal ChangedPieces<RuleKey> Changes { get; }

    /// <summary>The groups; null when no rule is for one.</summary>
    internal GroupTable? Groups { get; set; }

    /// <summary>How many sensors were looked at so far.</summary>
    internal int Count => sensors.Count;

    internal long ClampedTimes
    {
        get => clamped;
        set
        {
            Changes.Changing(RuleKey.Engine);
            clamped = value;
        }
    }

    /// <summary>Reads the engine's own cell.</summary>
    internal void Begin()
    {
        if (cells?.Invoke(RuleKey.Engine) is not { IsEmpty: false } cell) return;
        if (RuleCells.LoadEngine(cell.Span, out clamped) is { } wrong) Note(RuleKey.Engine, wrong, []);
    }

    /// <summary>A device of the register; null for another.</summary>
    internal DeviceTrack? Device(DeviceId id)
    {
        if (devices.TryGetValue(id, out var known)) return known;
        if (!Register.Has(id)) return null;
        var made = devices[id] = new DeviceTrack(id);
        if (cells?.Invoke(new RuleKey(id)) is not { IsEmpty: false } cell || RuleCells.Load(made, resumes, cell.Span) is not { } wrong)
            return made;
        Note(new RuleKey(id), wrong, []);
        return devices[id] = new DeviceTrack(id);
    }

    /// <summary>A sensor of the register; null for another.</summary>
    internal SensorTrack? Find(SensorKey key)
    {
        if (sensors.Find(key) is { } known) return known;
        return Device(key.Device) is { } device && Register.PeriodsOf(key).Count > 0 ? Keep(Load(device, key) ?? Make(device, key)) : null;
    }

    internal bool HasRead(SensorKey key) => sensors.Find(key) is not null;

    /// <summary>A sensor to look at, as it is with all that was reported; one that was not looked at before is not kept.</summary>
    internal SensorTrack Peek(SensorKey key)
    {
        var track = Existing(key) ?? Make(Device(key.Device)!, key);
        CatchUp(track);
        return track;
    }

    /// <summary>A sensor of which something is known already; null otherwise.</summary>
    internal SensorTrack? Existing(SensorKey key)
    {
        if (sensors.Find(key) is { } known) return known;
        return cells is not null && Device(key.Device) is { } device && Load(device, key) is { } loaded ? Keep(loaded) : null;
    }

    /// <summary>The sensors of a device that heartbeats matter to, in order.</summary>
    internal List<SensorTrack> Timed(DeviceTrack device) =>
        [.. Register.KeysOf(device.Device)
            .Select(key => Existing(key) ?? (IsTimed(key) ? Find(key) : null))
            .OfType<SensorTrack>()
            .Where(track => track.IsTimed)];

    /// <summary>The sensors of a device that any rule watches, in order.</summary>
    internal List<SensorTrack> Watched(DeviceTrack device) =>
        [.. Register.KeysOf(device.Device).Select(key => Existing(key) ?? (RulesOf(key).Any() ? Find(key) : null)).OfType<SensorTrack>()];

    /// <summary>The sensors of a device of which something is known.</summary>
    internal IEnumerable<SensorTrack> Known(DeviceTrack device) =>
        Register.KeysOf(device.Device).Select(Existing).OfType<SensorTrack>().ToList();

    internal void CatchUp(SensorTrack track)
    {
        if (track.Moves == track.Device.Moves) return;
        Changing(track);
        track.CatchUp(nothing);
        Touch(track);
    }

    /// <summary>Called before a sensor's state changes.</summary>
    internal void Changing(SensorTrack track)
    {
        if (track.ChangedIn == Changes.Rounds) return;
        track.ChangedIn = Changes.Rounds;
        Changes.Changing(new RuleKey(track.Key));
    }

    /// <summary>Called before a device's time changes.</summary>
    internal void Changing(DeviceTrack device)
    {
        if (device.ChangedIn == Changes.Rounds) return;
        device.ChangedIn = Changes.Rounds;
        Changes.Changing(new RuleKey(device.Device));
    }

    /// <summary>A sensor's state may have changed, and with it what is due.</summary>
    internal void Touch(SensorTrack track)
    {
        if (!track.IsTimed) return;
        if (track.Device.Beats is { } beats) Queue(track, beats);
        if (track.Device.Feeds is { } feeds) Queue(track, feeds);
    }

    /// <summary>What is due earlier than anything else of its device is stored with the device.</summary>
    private void Queue(SensorTrack track, DueQueue queue)
    {
        var due = track.Due(queue.IsFeed, track.Device.Time);
        if (resumes && due < queue.Least) Changing(track.Device);
        queue.Update(track, due);
    }

    /// <summary>The keys whose bytes changed or are gone since the last time, in order.</summary>
    internal RuleKey[] TakeChanged() => [.. Changes.TakeKeys().SelectMany(TakeKeys).Order()];

    /// <summary>Keys that a host has of before are gone unless they have a state; what was open there is said.</summary>
    internal void Forget(IEnumerable<RuleKey> keys)
    {
        var groups = Groups?.StateKeys ?? [];
        foreach (var key in keys)
        {
            if (key.Part is null || key.IsGroup) Changes.Changing(key);
            else AddGone(key);
            if (IsGone(key, groups) && cells?.Invoke(key) is { IsEmpty: false } cell
                && RuleCells.OpenIn(key, cell.Span) is { Count: > 0 } open)
                Note(key, null, open);
        }
    }

    /// <summary>Whether it is of a sensor or group that is here no more.</summary>
    private bool IsGone(RuleKey key, HashSet<RuleKey> groups) => key.IsGroup ? !groups.Contains(key)
        : key is { Part: null, SensorKey: { } sensor } && Register.PeriodsOf(sensor).Count == 0;

    /// <returns>False when the key has no state.</returns>
    internal bool Save(RuleKey key, IBufferWriter<byte> buffer)
    {
        if (key.IsGroup) return Groups?.Save(key, buffer) ?? false;
        if (key == RuleKey.Engine) RuleCells.SaveEngine(clamped, buffer);
        else if (key.SensorKey is { } sensor) return Existing(sensor) is { } track && Save(track, key.Part, buffer);
        else if (Device(key.Device!.Value) is { } device) RuleCells.Save(device, resumes, buffer);
        else return false;
        return true;
    }

    /// <summary>Every key that has a state.</summary>
    internal IEnumerable<RuleKey> Keys()
    {
        if (clamped > 0) yield return RuleKey.Engine;
        foreach (var key in Groups?.Keys() ?? []) yield return key;
        foreach (var device in Register.Devices)
        {
            yield return new RuleKey(device);
            foreach (var track in Register.KeysOf(device).Select(Existing).OfType<SensorTrack>())
                foreach (var key in KeysOf(track)) yield return key;
        }
    }

    internal RuleCellLoad[] TakeLoads()
    {
        RuleCellLoad[] taken = [.. loads];
        loads.Clear();
        return taken;
    }

    /// <summary>Another register, which differs in these sensors only.</summary>
    /// <returns>The open alerts of what is gone.</returns>
    internal List<AlertId> Use(SensorRegister next, IEnumerable<SensorKey> changed)
    {
        var orphans = new List<AlertId>();
        var before = changed.Distinct().Select(key => (Key: key, Track: Existing(key))).ToList();
        foreach (var (_, track) in before)
            if (track is not null) CatchUp(track);
        foreach (var (key, _) in before) Keep(key);
        Register = next;
        foreach (var (key, track) in before) Exchange(key, track, orphans);
        foreach (var device in before.Select(b => b.Key.Device).Distinct().Where(id => !next.Has(id))) Forget(device);
        return orphans;
    }

    private static IEnumerable<RuleKey> KeysOf(SensorTrack track) =>
        track.Watches.Where(w => w.Ring is not null)
            .SelectMany(w => w.Ring!.Cells.Kept.Select(n => RuleCells.KeyOf(track, w, n)))
            .Prepend(new RuleKey(track.Key));

    private static bool Save(SensorTrack track, string? part, IBufferWriter<byte> buffer)
    {
        if (part is not null) return RuleCells.SaveStretch(track, part, buffer);
        RuleCells.Save(track, buffer);
        return true;
    }

    private List<StatePiece> Write(RuleKey owner) => [.. TakeKeys(owner).Select(key => new StatePiece(key.ToString(), BytesOf(key)))];

    private ReadOnlyMemory<byte> BytesOf(RuleKey key)
    {
        written.ResetWrittenCount();
        return Save(key, written) ? written.WrittenSpan.ToArray() : default;
    }

    /// <summary>The keys that a device or sensor stands for, as far as their bytes changed or are gone.</summary>
    private HashSet<RuleKey> TakeKeys(RuleKey owner)
    {
        var keys = gone.Remove(owner, out var stretches) ? stretches : [];
        keys.Add(owner);
        if (owner.SensorKey is { } sensor && Existing(sensor) is { } track) keys.UnionWith(TakeStretches(track));
        return keys;
    }

    private static IEnumerable<RuleKey> TakeStretches(SensorTrack track) =>
        from watch in track.Watches
        where watch.Ring is not null
        from stretch in watch.Ring!.Cells.TakeChanged(watch.Ring.First, watch.Ring.Count)
        select RuleCells.KeyOf(track, watch, stretch);

    /// <summary>A stretch whose cell is over.</summary>
    private void AddGone(RuleKey stretch)
    {
        Changes.Changing(stretch.Owner);
        if (!gone.TryGetValue(stretch.Owner, out var stretches)) gone[stretch.Owner] = stretches = [];
        stretches.Add(stretch);
    }

    /// <summary>Called before the register has other entries of a sensor, or none of its device.</summary>
    private void Keep(SensorKey key)
    {
        Changes.Keep(new RuleKey(key));
        Changes.Keep(new RuleKey(key.Device));
    }

    private IEnumerable<Rule> RulesOf(SensorKey key) => Register.PeriodsOf(key).SelectMany(rules.Judging);

    private bool IsTimed(SensorKey key) => RulesOf(key).Any(rule => rule.IsTimed);

    private SensorTrack Make(DeviceTrack device, SensorKey key) =>
        new(device, key, Register.PeriodsOf(key).SelectMany(s => WatchFactory.Create(rules, s)), maySleep: !visitsAll);

    private SensorTrack Keep(SensorTrack track)
    {
        sensors.Add(track);
        Touch(track);
        return track;
    }

    /// <summary>A sensor from its cell; null when it has none. One that cannot be read is restarted and noted.</summary>
    private SensorTrack? Load(DeviceTrack device, SensorKey key)
    {
        if (cells?.Invoke(new RuleKey(key)) is not { IsEmpty: false } cell) return null;
        var (track, found) = (Make(device, key), new RuleStateFound([]));
        var wrong = RuleCells.Load(track, cell.Span, cells, found);
        foreach (var s in found.Stretches) AddGone(RuleCells.KeyOf(key, s.Rule, s.ValidFrom, s.Number));
        if (wrong is not null) track = Make(device, key);
        if (wrong is not null) Groups?.Forget(key, found.Orphans);
        if (wrong is not null || found.Orphans.Count > 0) Note(track, wrong, found.Orphans);
        if (wrong is not null) return track;
        if (track.Moves != device.Moves) foreach (var watch in found.Watches.Where(w => w.IsTimed)) watch.Advance(device.MovedTo, nothing);
        track.Moves = device.Moves;
        return track;
    }

    /// <summary>Makes a sensor again from what it knew, for the entries it has now.</summary>
    private void Exchange(SensorKey key, SensorTrack? before, List<AlertId> orphans)
    {
        if (before is not null) Remove(before);
        var after = Register.PeriodsOf(key).Count > 0 && Device(key.Device) is { } device && (before is not null || device.HasMoved)
            ? Make(device, key) : null;
        if (before is not null) Hand(before, after, orphans);
        if (after is null || (before is null && !after.IsTimed)) return;
        Changing(after);
        Touch(Keep(after));
    }

    /// <summary>What a rule of the same id, period and kind knew goes on, as it does over a restart.</summary>
    private static void Hand(SensorTrack before, SensorTrack? after, List<AlertId> orphans)
    {
        var buffer = new ArrayBufferWriter<byte>();
        RuleState.Save(before, buffer, inCells: false);
        var reader = new WireReader(buffer.WrittenSpan);
        RuleState.LoadSensor(ref reader, before.Key.Device, _ => after, inCells: false, new RuleStateFound(orphans));
    }

    private void Remove(SensorTrack track)
    {
        Changing(track);
        foreach (var key in KeysOf(track).Where(key => key.Part is not null)) AddGone(key);
        track.Leave();
        sensors.Remove(track);
    }

    private void Forget(DeviceId device)
    {
        Changes.Changing(new RuleKey(device));
        devices.Remove(device);
    }

    /// <summary>What was wrong or left over is said once: the cell is written again without it.</summary>
    private void Note(SensorTrack track, WireError? wrong, List<AlertId> orphans)
    {
        Note(new RuleKey(track.Key), wrong, orphans);
        Changes.Changing(new RuleKey(track.Key));
    }

    internal void Note(RuleKey key, WireError? wrong, List<AlertId> orphans) => loads.Add(new RuleCellLoad(key, wrong, orphans));
}
