using System.Buffers;
using CityKit.Core;
using CityKit.Core.Checkpoints;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Readings;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Intake;

/// <summary>Lets the rules see what came in. All its state is the rules' and registers'; it opens and closes nothing itself.</summary>
internal sealed partial class Judge
{
    private readonly HubOptions options;
    private readonly ILogger logger;
    internal const string Undecided = "undecided";
    private StoredState? stored;
    private RuleSet rules = RuleSet.Empty;
    private RuleSet judged = RuleSet.Empty;
    private RuleEngine engine = new(RuleSet.Empty, RuleHost.Hub, SensorRegister.Empty);
    private readonly RegisterReadings registers;
    private readonly DeviceTimes times;
    private readonly SensorsInForce sensors = new();
    private readonly EdgeAlerts edgeAlerts;
    private readonly Losses losses;

    internal Judge(HubOptions options, ILogger logger)
    {
        (this.options, this.logger) = (options, logger);
        registers = new RegisterReadings(key => Stored(HubCells.RegisterModule, key));
        times = new DeviceTimes(options, key => Stored(HubCells.TimeModule, key));
        (edgeAlerts, losses) = (new EdgeAlerts(options, sensors), new Losses(sensors));
    }

    /// <summary>The sensors in force.</summary>
    internal SensorsInForce Sensors => sensors;

    /// <summary>The rules in force.</summary>
    internal RuleSet Rules => rules;

    /// <summary>Shown what sensors saw, as the rules are; null for nobody.</summary>
    internal Action<Observation>? Onlooker { get; set; }

    /// <summary>The rules that began again when the configuration last changed.</summary>
    internal IReadOnlyList<Rule> Restarted { get; private set; } = [];

    /// <summary>Whether a change of the configuration began the rules, so that one which had failed judges again.</summary>
    internal bool HasBegun { get; private set; }

    /// <summary>The configuration in force; null before the first.</summary>
    internal HubConfiguration? Configuration { get; private set; }

    /// <summary>Takes up rules and sensors; what rules that stay know is kept.</summary>
    /// <returns>Open alerts whose rule or sensor is gone: nothing will clear them.</returns>
    /// <exception cref="ArgumentException">A file has errors; the message lists them.</exception>
    internal IReadOnlyList<AlertId> Configure(HubConfiguration configuration)
    {
        HasBegun = Configuration is not { } same || !same.HasRulesOf(configuration)
            || (rules.AsksWorkDays && !same.HasCalendarOf(configuration));
        if (!HasBegun)
        {
            Begun(RuleSet.Empty, []);
            Configuration = configuration; // other parts of it changed, which are not the rules'
            return [];
        }
        var (newRules, file) = HubFiles.Read(configuration);
        if (Configuration is not { } before)
        {
            Sensors.Begin(file, []);
            Begin(configuration, newRules);
            return [];
        }
        if (!before.Sensors.Span.SequenceEqual(configuration.Sensors.Span)) Sensors.Rebase(HubFiles.Read(before).Sensors, file);
        var newJudged = newRules.Of(configuration.Share);
        Begun(newJudged.WithEmptyWindowsAfter(judged), newJudged.RestartedFrom(judged));
        var state = new ArrayBufferWriter<byte>();
        engine.Save(state);
        RuleKey[] known = [.. engine.Keys, .. engine.TakeChanged()];
        Begin(configuration, newRules);
        orphans = [.. LoadRules(state.WrittenSpan)];
        engine.Forget(known);
        return orphans;
    }

    /// <summary>Takes up what was in force at the checkpoint; what is known of each sensor is read when it is needed.</summary>
    internal void Load(HubConfiguration configuration, StoredState state)
    {
        if (state.HasAllSensors) Sensors.Load(state.Sensors);
        else Sensors.Begin(HubFiles.Read(configuration).Sensors, state.Sensors);
        stored = state;
        Begin(configuration, HubFiles.ReadRules(configuration), key => Stored(HubCells.RuleModule, key.ToString()));
    }

    /// <summary>The pieces of state that a batch needs and that are not in memory.</summary>
    internal IEnumerable<CellKey> KeysOf(EventBatch batch)
    {
        var device = batch.Header.Device;
        var names = batch.Events.Select(entry => entry.Event).OfType<CityEvent>().Select(read => read.Sensor);
        return [new CellKey(HubCells.TimeModule, DeviceTimes.KeyOf(device, batch.Header.Lane)), .. KeysOf(device, names)];
    }

    /// <summary>The pieces of state that a feed's rows need and that are not in memory.</summary>
    internal IEnumerable<CellKey> KeysOf(FeedBatch batch) =>
    [
        .. KeysOf(batch.Feed, batch.Seen.Select(seen => seen.Sensor).Concat(batch.Rows.Select(row => row.Register))),
        .. from row in batch.Rows
           let sensor = sensors.Register.Find(new SensorKey(batch.Feed, row.Register), row.ReadAt)
           where sensor is not null && !registers.HasRead(sensor)
           from key in RegisterReadings.KeysOf(sensor)
           select new CellKey(HubCells.RegisterModule, key),
    ];

    private IEnumerable<CellKey> KeysOf(DeviceId device, IEnumerable<SensorName> names) =>
        names.Select(name => new SensorKey(device, name)).Where(key => !engine.HasRead(key)).Distinct()
            .Select(key => new RuleKey(key.Device, key.Sensor)).Prepend(new RuleKey(device))
            .Select(key => new CellKey(HubCells.RuleModule, key.ToString()));

    private ReadOnlyMemory<byte> Stored(string module, string key) => stored?.Take(new CellKey(module, key)) ?? default;

    /// <summary>Adds or changes entries of the register.</summary>
    /// <returns>Open alerts whose sensor is gone: nothing will clear them.</returns>
    internal IReadOnlyList<AlertId> Put(IReadOnlyCollection<Sensor> entries)
    {
        foreach (var entry in entries) Sensors.Put(entry);
        return engine.Use(Sensors.Register, entries.Select(e => e.Key).Distinct());
    }

    /// <summary>Takes a household's consent from its entries, also one that is still to begin.</summary>
    /// <returns>The open alerts that rested on it.</returns>
    internal IReadOnlyList<AlertId> Withdraw(string household, string purpose) =>
        Put([.. Sensors.Under(household, purpose).Select(entry => entry with { Consent = null })]);

    /// <summary>What of the state changed, module by module. Rules that are changed later leave what is given here as it is.</summary>
    internal IReadOnlyList<(string Module, FrozenPieces Pieces)> Changes =>
    [
        (HubCells.RuleModule, engine.Changes), (HubCells.RegisterModule, registers.Changes),
        (HubCells.TimeModule, times.Changes), (HubCells.SensorModule, sensors.Changes),
    ];

    /// <summary>Takes over the whole state in one piece, as versions before kept it.</summary>
    internal void LoadOld(ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        var parts = reader.ReadArrayHeader(); // two before the times of devices were kept
        LoadRules(reader.ReadBinary());
        var wrong = registers.Load(reader.ReadBinary());
        if (parts > 2) wrong = times.Load(reader.ReadBinary()) ?? wrong;
        wrong ??= reader.Error;
        if (wrong is not null) throw new FormatException($"The snapshot is damaged: {wrong} 快照已损坏。");
        registers.TouchAll();
        times.TouchAll();
    }

    private void Begun(RuleSet empty, IReadOnlyList<Rule> restarted)
    {
        (Empty, Restarted) = (empty, restarted);
        Filled = new HashSet<string>();
    }

    private void Begin(HubConfiguration configuration, RuleSet newRules, Func<RuleKey, ReadOnlyMemory<byte>>? cells = null)
    {
        (rules, judged, Configuration) = (newRules, newRules.Of(configuration.Share), configuration);
        engine = new RuleEngine(judged, RuleHost.Hub, sensors.Register, cells, resumes: true);
    }

    private IReadOnlyList<AlertId> LoadRules(ReadOnlySpan<byte> state)
    {
        var loaded = engine.Load(state);
        return loaded.Error is { } wrong ? throw new FormatException($"The state of rules is damaged: {wrong} 规则状态已损坏。") : loaded.Orphans;
    }

    internal Judgement Take(EventBatch batch, Instant receivedAt)
    {
        var judgement = new Judgement();
        foreach (var entry in batch.Events)
        {
            if (entry.Event is { } read) TryObserve(batch.Header, read, receivedAt, judgement);
            else judgement.NoteUndecided(batch.Header.Device.Value, null, Doubts.Unreadable(entry.Error!));
        }
        return judgement;
    }

    /// <summary>One bad event never stops a device: what a rule cannot digest is noted, and the next one is judged.</summary>
    private void TryObserve(BatchHeader header, CityEvent read, Instant receivedAt, Judgement judgement)
    {
        try
        {
            Observe(header.Device, read, ClockOf(header.Boots, read.Time.Boot), receivedAt, judgement);
        }
        catch (Exception fault) when (fault is not IOException) // the store could not be read: nothing is decided now
        {
            NoteFault(fault, new SensorKey(header.Device, read.Sensor), judgement);
        }
    }

    private void NoteFault(Exception fault, SensorKey key, Judgement judgement)
    {
        RuleFault(fault, key);
        judgement.NoteUndecided(key.ToString(), null, Doubts.RuleFailed(fault));
    }

    private static BootClock? ClockOf(IReadOnlyList<BootClock> boots, int ordinal)
    {
        for (var i = 0; i < boots.Count; i++)
            if (boots[i].Ordinal == ordinal) return boots[i];
        return null;
    }

    private void Observe(DeviceId device, CityEvent read, BootClock? clock, Instant receivedAt, Judgement judgement)
    {
        var key = new SensorKey(device, read.Sensor);
        var (worth, at, isNews) = times.Judge(device, read.Lane, clock, read.Time.Nanoseconds, receivedAt);
        if (isNews && Doubts.Of(worth, options) is { } doubt)
            judgement.Note(doubt.Code, device.Value, at, at, doubt.Text, options.MaintenanceAudience);
        if (worth == TimeWorth.Corrected) engine.CorrectClock(device, read.Lane, at);
        if (worth is TimeWorth.Known or TimeWorth.Corrected) ObserveAt(key, read, at, receivedAt, judgement);
        else if (read.Kind != EventKind.Heartbeat) ObserveWithoutTime(key, read, receivedAt, judgement);
    }

    /// <summary>What came at an unknown or impossible time counts by itself, as of when it was received.</summary>
    private void ObserveWithoutTime(SensorKey key, CityEvent read, Instant receivedAt, Judgement judgement)
    {
        if (read.Kind == EventKind.Reading) judgement.NoteUndecided(key.ToString(), null, Doubts.NoWallTime);
        WithoutTime(key, receivedAt, judgement, at => ObserveAt(key, read, at, receivedAt, judgement, isUndated: true));
    }

    private void WithoutTime(SensorKey key, Instant receivedAt, Judgement judgement, Action<Instant> observe)
    {
        var before = judgement.Outcomes.Count;
        var at = engine.ReceiveUndated(key, receivedAt);
        observe(at);
        var found = judgement.Outcomes[before..];
        if (found.Exists(o => o.Final || o.Kind == OutcomeKind.Cleared)) engine.EndUndated(key, at);
        judgement.WithoutTime.UnionWith(found);
    }

    private void ObserveAt(SensorKey key, CityEvent read, Instant at, Instant receivedAt, Judgement judgement, bool isUndated = false)
    {
        NoteLoss(key, read, at, judgement);
        if (read.Kind == EventKind.Heartbeat) engine.Advance(key.Device, at, judgement.Outcomes);
        else if (read.Kind is EventKind.AlertRaised or EventKind.AlertCleared)
            edgeAlerts.Take(rules, key, read, at, receivedAt, isUndated, judgement);
        else if (!Enum.IsDefined(read.Kind)) judgement.NoteUndecided(key.ToString(), at, Doubts.UnknownKind(read.Kind));
        else See(key, read, at, isUndated, judgement);
    }

    private void See(SensorKey key, CityEvent read, Instant at, bool isUndated, Judgement judgement)
    {
        var seen = new Observation(key, read.Kind, at, Duration.FromNanoseconds(read.SpanNanoseconds),
            read.Value, read.Flags) { Fields = read.Fields };
        if (key.Sensor != SensorName.Device && sensors.Register.Find(key, at) is null)
            judgement.NoteUndecided(key.ToString(), at, Doubts.NotRegistered(key));
        else if (isUndated) engine.ObserveUndated(in seen, judgement.Outcomes);
        else See(in seen, judgement);
    }

    private void See(in Observation seen, Judgement judgement)
    {
        NoteReading(in seen, judgement);
        Onlooker?.Invoke(seen);
        engine.Observe(in seen, judgement.Outcomes);
    }

    private void NoteReading(in Observation seen, Judgement judgement)
    {
        if (options.KeepReadings && seen.Kind == EventKind.Reading)
            judgement.Readings.Add((seen.Sensor, SensorReading.Of(seen.At, seen.Span, seen.Value, seen.Flags)));
    }

    /// <summary>A loss is a finding; where somebody relies on what was not seen, they are notified.</summary>
    private void NoteLoss(SensorKey key, CityEvent read, Instant at, Judgement judgement)
    {
        if (Losses.Of(read) is not { } loss) return;
        var from = at - Duration.FromNanoseconds(read.SpanNanoseconds);
        judgement.Note(loss.Code, key.ToString(), from, at, loss.Text);
        if (read.Kind is EventKind.Blind or EventKind.LineGap) losses.Tell(key, loss.Text, from, at, rules, judgement);
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "A rule failed on an event of {Sensor}; the event is kept as undecided. 规则处理出错，事件已存疑保存。")]
    private partial void RuleFault(Exception fault, SensorKey sensor);
}
