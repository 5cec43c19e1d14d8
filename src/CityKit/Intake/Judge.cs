using System.Buffers;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Core.Wire;
using CityKit.Deciding;
using CityKit.Feeds;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Engine;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Intake;

/// <summary>Lets the rules see what came in. All its state is the rules' and registers'; it opens and closes nothing itself.</summary>
internal sealed partial class Judge(Locator locator, ILogger logger)
{
    internal const string Undecided = "undecided";
    private RuleSet rules = RuleSet.Empty;
    private RuleEngine engine = new(RuleSet.Empty, RuleHost.Hub, SensorRegister.Empty);
    private readonly RegisterReadings registers = new();

    /// <summary>The configuration in force; null before the first.</summary>
    internal HubConfiguration? Configuration { get; private set; }

    /// <summary>Takes up rules and sensors; what rules that stay know is kept.</summary>
    /// <returns>Open alerts whose rule or sensor is gone: nothing will clear them.</returns>
    /// <exception cref="ArgumentException">A file has errors; the message lists them.</exception>
    internal IReadOnlyList<AlertId> Configure(HubConfiguration configuration)
    {
        var read = HubFiles.Read(configuration);
        var state = Save();
        (rules, locator.Register) = read;
        engine = new RuleEngine(rules, RuleHost.Hub, locator.Register);
        Configuration = configuration;
        return Load(state.Span);
    }

    internal ReadOnlyMemory<byte> Save()
    {
        var (rulesState, registerState) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        engine.Save(rulesState);
        registers.Save(registerState);
        var writer = new WireWriter(new byte[rulesState.WrittenCount + registerState.WrittenCount + 16]);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(rulesState.WrittenSpan);
        writer.WriteBinary(registerState.WrittenSpan);
        return writer.Written.ToArray();
    }

    internal IReadOnlyList<AlertId> Load(ReadOnlySpan<byte> state)
    {
        var reader = new WireReader(state);
        reader.ReadArrayHeader();
        var loaded = engine.Load(reader.ReadBinary());
        var wrong = registers.Load(reader.ReadBinary()) ?? loaded.Error ?? reader.Error;
        return wrong is null ? loaded.Orphans : throw new FormatException($"The snapshot is damaged: {wrong} 快照已损坏。");
    }

    internal Judgement Take(EventBatch batch, Instant receivedAt)
    {
        var judgement = new Judgement();
        var clocks = batch.Header.Boots.ToDictionary(b => b.Ordinal);
        foreach (var entry in batch.Events)
        {
            if (entry.Event is { } read) Guard(new SensorKey(batch.Header.Device, read.Sensor), judgement, () => Observe(batch.Header.Device, read, clocks.GetValueOrDefault(read.Time.Boot), receivedAt, judgement));
            else judgement.NoteUndecided(batch.Header.Device.Value, null, $"An event could not be read: {entry.Error!.Message.En}", $"事件无法读取：{entry.Error.Message.Zh}");
        }
        return judgement;
    }

    internal Judgement Take(FeedBatch batch)
    {
        var judgement = new Judgement();
        foreach (var row in batch.Rows.OrderBy(r => r.ReadAt).ThenBy(r => r.Register))
            Guard(new SensorKey(batch.Feed, row.Register), judgement, () => TakeRow(batch.Feed, row, judgement));
        if (batch.Rows.Count > 0) engine.Advance(batch.Feed, batch.Rows.Max(r => r.ReceivedAt), judgement.Outcomes);
        return judgement;
    }

    /// <summary>One bad event never stops a device: what a rule cannot digest is noted, and the next one is judged.</summary>
    private void Guard(SensorKey key, Judgement judgement, Action take)
    {
        try
        {
            take();
        }
        catch (Exception fault)
        {
            RuleFault(fault, key);
            judgement.NoteUndecided(key.ToString(), null, $"A rule failed on this: {fault.GetType().Name}.", $"规则处理出错：{fault.GetType().Name}。");
        }
    }

    private void Observe(DeviceId device, CityEvent read, BootClock? clock, Instant receivedAt, Judgement judgement)
    {
        var key = new SensorKey(device, read.Sensor);
        if (clock?.ToInstant(read.Time.Nanoseconds) is { } at) ObserveAt(key, read, at, judgement);
        else if (read.Lane == Lane.Alarm) ObserveWithoutTime(key, read, receivedAt, judgement);
        else if (read.Kind != EventKind.Heartbeat) judgement.NoteUndecided(key.ToString(), null, "The device had no wall time, so this is not judged.", "设备时钟未校准，不作判断。");
    }

    /// <summary>An alarm whose time is unknown counts as of when it was received.</summary>
    private void ObserveWithoutTime(SensorKey key, CityEvent read, Instant receivedAt, Judgement judgement)
    {
        var before = judgement.Outcomes.Count;
        var at = engine.ReceiveUndated(key, receivedAt);
        ObserveAt(key, read, at, judgement, isUndated: true);
        var found = judgement.Outcomes[before..];
        if (found.Exists(o => o.Final || o.Kind == OutcomeKind.Cleared)) engine.EndUndated(key, at);
        judgement.WithoutTime.UnionWith(found);
    }

    private void ObserveAt(SensorKey key, CityEvent read, Instant at, Judgement judgement, bool isUndated = false)
    {
        NoteLoss(key, read, at, judgement);
        if (read.Kind == EventKind.Heartbeat) engine.Advance(key.Device, at, judgement.Outcomes);
        else if (read.Kind is EventKind.AlertRaised or EventKind.AlertCleared) TakeEdgeAlert(key, read, at, judgement);
        else if (!Enum.IsDefined(read.Kind)) judgement.NoteUndecided(key.ToString(), at, $"This version does not know events of kind {(ushort)read.Kind}.", $"此版本不认识种类为 {(ushort)read.Kind} 的事件。");
        else See(key, read, at, isUndated, judgement);
    }

    private void See(SensorKey key, CityEvent read, Instant at, bool isUndated, Judgement judgement)
    {
        var seen = new Observation(key, read.Kind, at, Duration.FromNanoseconds(read.SpanNanoseconds), read.Value, read.Flags) { Fields = read.Fields };
        if (key.Sensor != SensorName.Device && locator.Register.Find(key, at) is null) NoteUnknown(key, at, judgement);
        else if (isUndated) engine.ObserveUndated(in seen, judgement.Outcomes);
        else engine.Observe(in seen, judgement.Outcomes);
    }

    /// <summary>An alert that the edge raised is taken over as it is, not judged again.</summary>
    private void TakeEdgeAlert(SensorKey key, CityEvent read, Instant at, Judgement judgement)
    {
        var rule = rules.Rules.FirstOrDefault(r => r.Id == read.Fields.TextOf("rule"));
        if (rule is null) judgement.NoteUndecided(key.ToString(), at, $"The edge raised an alert of rule '{read.Fields.TextOf("rule")}', which this hub does not have.", $"边缘设备触发了中枢未配置的规则 '{read.Fields.TextOf("rule")}'。");
        else if (locator.Register.Find(key, at) is not { } entry) NoteUnknown(key, at, judgement);
        else judgement.Outcomes.Add(EdgeOutcome(rule, entry, read, at));
    }

    /// <summary>The edge names the rule's own times; a device without wall time names none, and the hub's stands in.</summary>
    private static RuleOutcome EdgeOutcome(Rule rule, Sensor entry, CityEvent read, Instant at)
    {
        var raised = read.Kind == EventKind.AlertRaised;
        var outcomeAt = TimeOf(read, "at") ?? at;
        var raisedAt = TimeOf(read, "raisedAt") ?? outcomeAt;
        return new RuleOutcome(raised ? OutcomeKind.Raised : OutcomeKind.Cleared, rule, entry.Key, outcomeAt, AlertId.Of(rule.Id, entry.Key, raisedAt))
        {
            Entry = entry,
            RaisedAt = raisedAt,
            Test = read.Flags.HasFlag(EventFlags.Test),
            Final = raised && rule is MatchRule { HasLevel: false },
            Value = read.Value,
            Fields = read.Fields,
        };
    }

    private static Instant? TimeOf(CityEvent read, string field) =>
        read.Fields.NumberOf(field) is { } nanoseconds ? InstantNanoseconds.FromUnixNanoseconds(nanoseconds) : null;

    private void TakeRow(DeviceId feed, RegisterReading row, Judgement judgement)
    {
        var key = new SensorKey(feed, row.Register);
        if (locator.Register.Find(key, row.ReadAt) is not { } sensor) NoteUnknown(key, row.ReadAt, judgement);
        else if (!sensor.TryToSmallest(row.Shown, out var shown) || Math.Abs(shown) > long.MaxValue / 2)
            judgement.NoteUndecided(key.ToString(), row.ReadAt, $"{row.Shown} cannot be counted in the register's unit '{sensor.Unit}'.", $"{row.Shown} 无法换算为登记单位“{sensor.Unit}”。");
        else Take(registers.Read(key, row.ReadAt, (long)shown, sensor.Rollover), key, judgement);
    }

    private void Take(RegisterStep step, SensorKey key, Judgement judgement)
    {
        switch (step.Kind)
        {
            case RegisterStepKind.Interval: engine.Observe(new Observation(key, EventKind.Reading, step.At, step.Span, step.Amount), judgement.Outcomes); break;
            case RegisterStepKind.Duplicate: judgement.Duplicates++; break;
            case RegisterStepKind.Decreased: judgement.NoteUndecided(key.ToString(), step.At, "The register shows less than before without a rollover.", "表底数变小且未到回零值。"); break;
            case RegisterStepKind.OutOfOrder: judgement.NoteUndecided(key.ToString(), step.At, "The reading is older than the last one taken in.", "读数早于已接收的最新读数。"); break;
            case RegisterStepKind.Impossible: judgement.NoteUndecided(key.ToString(), step.At, "The reading is outside the register's range.", "读数超出表的量程。"); break;
        }
    }

    private static void NoteUnknown(SensorKey key, Instant at, Judgement judgement) =>
        judgement.NoteUndecided(key.ToString(), at, $"Sensor {key} is not in the register.", $"传感器 {key} 未登记。");

    private static void NoteLoss(SensorKey key, CityEvent read, Instant at, Judgement judgement)
    {
        if (Loss(read) is not { } loss) return;
        var label = EventLabel.Of(read.Fields);
        var (zh, en) = label is null ? (loss.Zh, loss.En) : ($"{label}：{loss.Zh}", $"{label}: {loss.En}");
        judgement.Note(loss.Code, key.ToString(), at - Duration.FromNanoseconds(read.SpanNanoseconds), at, en, zh);
    }

    private static (string Code, string Zh, string En)? Loss(CityEvent read) => read.Kind switch
    {
        EventKind.Blind => ("blind", "此时段没有观测。", "Nothing was seen in this time."),
        EventKind.Dropped when read.Fields.TextOf("reason") == "damaged" => ("dropped", $"设备存储损坏，发件箱丢失 {read.Value} 条事件。", $"The device's disk lost {read.Value} events of its outbox."),
        EventKind.Dropped => ("dropped", $"设备发件箱已满，舍弃了 {read.Value} 条读数。", $"The device's outbox was full and gave up {read.Value} readings."),
        EventKind.LineGap => ("line-gap", $"丢失了 {read.Value} 个边沿。", $"{read.Value} edges were lost."),
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A rule failed on an event of {Sensor}; the event is kept as undecided. 规则处理出错，事件已存疑保存。")]
    private partial void RuleFault(Exception fault, SensorKey sensor);
}
