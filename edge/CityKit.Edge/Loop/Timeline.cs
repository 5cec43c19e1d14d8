using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Gpio;
using CityKit.Edge.Outbox;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Loop;

/// <summary>
/// The loop without I/O: edges and time go in, events come out. Everything happens in the order of device time (timers due at t, then the
/// heartbeat of t, then edges at t), so the events depend on the edges and the time reached, and not on how reads were cut.
/// </summary>
internal sealed partial class Timeline
{
    internal const long Minute = 60_000_000_000;

    /// <summary>A contact that never settles must not stop the device's heartbeat forever.</summary>
    internal const long HeartbeatPatience = 5 * Minute;

    private const string StateKey = "loop";
    private readonly int boot;
    private readonly DetectorSlot[] slots;
    private readonly LineMemory lines;
    private readonly EventCollector collector;
    private readonly ILogger logger;
    private readonly IEventSink sink;
    private readonly OutputBoard? outputs;
    private Instant? zero;
    private List<CityEvent>? held;
    private long now;
    private long begun = long.MinValue;
    private long nextHeartbeat;
    private long edges;
    private long events;

    internal Timeline(int boot, IReadOnlyList<string> lineNames, IEnumerable<Func<Detectors.IDetector>> detectors, IEventSink sink,
        ILogger logger, OutputBoard? outputs = null)
    {
        this.boot = boot;
        this.outputs = outputs;
        this.logger = logger;
        this.sink = sink;
        lines = new LineMemory(lineNames);
        slots = [.. detectors.Select(make => new DetectorSlot(make, lineNames))];
        if (slots.GroupBy(slot => slot.Sensor).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Sensor '{twice.Key}' has two detectors; a sensor has one. 传感器“{twice.Key}”重复。");
        collector = new EventCollector(boot);
    }

    internal long Edges => edges;

    internal long Events => events;

    internal long Faults { get; private set; }

    /// <summary>When the next timer wants time to pass; never later than the next heartbeat.</summary>
    internal long NextDue => Math.Min(EarliestTimer()?.Due ?? long.MaxValue, nextHeartbeat);

    /// <summary>The first start ever.</summary>
    internal void Start(ILineSource source)
    {
        now = source.Now;
        nextHeartbeat = NextMinute(now);
        Begin(source);
        foreach (var slot in slots) StartFresh(slot);
        FindAway(source);
    }

    /// <summary>Goes on from committed state where the source was rewound to: nothing was missed.</summary>
    internal void Resume(ILineSource source, EventOutbox outbox, SourcePosition at)
    {
        lines.ReadLevels(source);
        now = at.Nanoseconds;
        LoadOwn(outbox);
        foreach (var slot in slots)
            if (Load(slot, outbox) is null) StartFresh(slot);
        FindAway(source);
    }

    /// <summary>Goes on from committed state after a time in which nothing was seen.</summary>
    /// <param name="source">The source, whose levels are those at the end.</param>
    /// <param name="outbox">The state.</param>
    /// <param name="from">Since when; 0 for since this boot began.</param>
    internal void ResumeBlind(ILineSource source, EventOutbox outbox, long from)
    {
        now = Math.Max(source.Now, from);
        LoadOwn(outbox);
        nextHeartbeat = NextMinute(now);
        lines.ForgetSequences();
        Begin(source);
        held = [];
        foreach (var slot in slots) ResumeBlind(slot, outbox, from);
        TellInOrder(now == from
            ? null : new CityEvent(EventKind.Blind, SensorName.Device, new DeviceTime(boot, now), 0) { SpanNanoseconds = now - from,
                Fields = EventFields.Of(new EventField("reason", "restart")) });
        FindAway(source);
    }

    /// <summary>Judges edges, in order, and then the time up to which all edges are known.</summary>
    internal void Feed(ReadOnlySpan<LineEvent> read, long until)
    {
        foreach (ref readonly var edge in read) Take(edge);
        AdvanceTo(until);
    }

    /// <summary>A sample that was read by now. One that comes late counts as of now: time does not go back.</summary>
    internal void Take(in Channels.ChannelSample sample)
    {
        var (channel, read) = (sample.Channel, sample.Read);
        foreach (var slot in slots)
        {
            var own = slot.ChannelOf(channel);
            if (own >= 0) Call(slot, detector => ((Channels.IChannelDetector)detector).OnSample(own, read, now, collector));
        }
    }

    /// <summary>A fault of the device itself, as of now.</summary>
    internal void TellFault(long present, EventFields fields) =>
        Emit(new CityEvent(EventKind.Fault, SensorName.Device, new DeviceTime(boot, now), present) { Fields = fields });

    /// <summary>The wall time of this boot's zero, when it is known or known better; detectors are notified.</summary>
    internal void SetClock(Instant? known)
    {
        if (known is null || known == zero) return;
        zero = known;
        foreach (var slot in slots) TellClock(slot);
    }

    /// <summary>What changed since the last time goes into a commit.</summary>
    internal void Save(OutboxCommit commit)
    {
        foreach (var slot in slots)
            if (TakeState(slot) is { } state) commit.SetState(slot.StateKey, state);
        var writer = new WireWriter(new byte[64 + lines.MaxSaved]);
        writer.WriteArrayHeader(4);
        writer.WriteInt64(nextHeartbeat);
        writer.WriteInt64(edges);
        writer.WriteInt64(events);
        lines.Save(ref writer);
        commit.SetState(StateKey, writer.Written.ToArray());
    }

    private void ResumeBlind(DetectorSlot slot, EventOutbox outbox, long from)
    {
        var loaded = Load(slot, outbox);
        if (loaded is null) StartFresh(slot);
        else if (loaded.Value) Call(slot, detector => detector.OnBlind(from, now, slot.Levels(lines.Active), collector));
    }

    /// <summary>
    /// What detectors still had to say about the time before comes before the blindness, what they found at its end after it.
    /// </summary>
    private void TellInOrder(CityEvent? blind)
    {
        var found = held!.OrderBy(e => e.Time.Nanoseconds).ToList();
        held = null;
        foreach (var before in found.Where(e => e.Time.Nanoseconds < now)) sink.Take(before);
        if (blind is not null) Emit(blind);
        foreach (var after in found.Where(e => e.Time.Nanoseconds >= now)) sink.Take(after);
    }

    /// <summary>
    /// What a chip queued before its levels were read is in the time that nobody saw; a source that can be rewound saw it.
    /// </summary>
    private void Begin(ILineSource source)
    {
        if (!source.CanRewind) begun = now;
        lines.ReadLevels(source);
    }

    private static long NextMinute(long nanoseconds) => (nanoseconds / Minute + 1) * Minute;

    private void Take(in LineEvent edge)
    {
        AdvanceTo(edge.Nanoseconds);
        var missed = lines.Take(edge);
        if (edge.Nanoseconds < begun) return;
        edges++;
        if (missed > 0) EmitGap(edge, missed);
        var (line, active, at) = (edge.Line, edge.IsActive, edge.Nanoseconds);
        foreach (var slot in slots)
        {
            var own = slot.LineOf(line);
            if (own >= 0) Call(slot, detector => detector.OnEdge(own, active, at, missed, collector));
        }
    }

    private void AdvanceTo(long time)
    {
        while (true)
        {
            EmitHeartbeats();
            var timer = EarliestTimer();
            var next = Math.Min(timer?.Due ?? long.MaxValue, HeartbeatAt());
            if (next > time) break;
            now = Math.Max(now, next);
            if (timer is { } due && due.Due == next) RunTimer(due.Slot, due.Due);
        }
        now = Math.Max(now, time);
    }

    private void RunTimer(DetectorSlot slot, long due)
    {
        if (slot.DeafUntil is not null) Revive(slot);
        else Call(slot, detector =>
        {
            detector.OnTime(due, collector);
            if (detector.Due <= due)
                throw new InvalidOperationException($"The detector of '{slot.Sensor}' is still due at {due} ns after that time came.");
        });
    }

    private (DetectorSlot Slot, long Due)? EarliestTimer()
    {
        (DetectorSlot Slot, long Due)? earliest = null;
        foreach (var slot in slots)
            if (slot.Due is { } due && (earliest is null || due < earliest.Value.Due)) earliest = (slot, due);
        return earliest;
    }

    /// <summary>A heartbeat moves the time of rules, so it waits for events that will still be stamped before it.</summary>
    private long HeartbeatAt()
    {
        foreach (var slot in slots)
            if (slot.OpenSince < nextHeartbeat) return nextHeartbeat + HeartbeatPatience;
        return nextHeartbeat;
    }

    private void EmitHeartbeats()
    {
        while (HeartbeatAt() <= now && !(EarliestTimer()?.Due <= nextHeartbeat))
        {
            var at = nextHeartbeat;
            nextHeartbeat += Minute;
            Emit(new CityEvent(EventKind.Heartbeat, SensorName.Device, new DeviceTime(boot, at), lines.Present)
            {
                Fields = EventFields.Of(new EventField("edges", edges), new EventField("events", events)),
            });
        }
    }

    private void EmitGap(in LineEvent edge, uint missed)
    {
        var (line, at) = (edge.Line, edge.Nanoseconds);
        var sensor = slots.FirstOrDefault(slot => slot.LineOf(line) >= 0)?.Sensor ?? SensorName.Device;
        Emit(new CityEvent(EventKind.LineGap, sensor, new DeviceTime(boot, at),
            missed) { Fields = EventFields.Of(new EventField("line", lines.Name(line))) });
    }

    private void StartFresh(DetectorSlot slot)
    {
        Call(slot, detector => detector.Start(now, slot.Levels(lines.Active), collector));
        TellClock(slot);
    }

    private void TellClock(DetectorSlot slot)
    {
        if (zero is { } known) Call(slot, detector => detector.OnClock(now, known, collector));
    }

    /// <summary>Switches what the call asked for, after its events.</summary>
    private void Switch(DetectorSlot slot)
    {
        if (collector.Switches.Count == 0 || outputs is null) return;
        foreach (var (output, active) in collector.Switches.ToArray())
        {
            var (at, done) = outputs.Set(output, active);
            Call(slot, detector => detector.OnSwitched(output, active, Math.Max(at, now), done));
        }
    }

    /// <summary>
    /// One call of one detector. Whatever it throws ends here: what it said in this call is dropped, the fault is reported, and it starts
    /// again.
    /// </summary>
    private void Call(DetectorSlot slot, Action<Detectors.IDetector> call)
    {
        if (slot.DeafUntil is not null || slot.BlindSince is not null) return;
        slot.Touched = true;
        try
        {
            collector.Begin(slot.Sensor);
            call(slot.Detector);
            foreach (var found in collector.Found) Emit(found);
            Switch(slot);
        }
        catch (Exception fault)
        {
            Fail(slot, fault);
        }
    }

    /// <summary>
    /// Once it starts again at once; when it fails again within a minute it is left alone for one, so that it cannot keep the others
    /// waiting.
    /// </summary>
    private void Fail(DetectorSlot slot, Exception fault)
    {
        Faults++;
        EdgeLoopLog.DetectorFault(logger, fault, slot.Sensor);
        EmitFault(slot, 1, fault.GetType().Name);
        var again = slot.FailedAt is { } before && now - before < Minute;
        slot.FailedAt = now;
        slot.DeafUntil = now + Minute;
        if (!again) Revive(slot);
    }

    private void Revive(DetectorSlot slot)
    {
        slot.DeafUntil = null;
        slot.BeginAnew();
        var failures = Faults;
        StartFresh(slot);
        if (Faults == failures) EmitFault(slot, 0, "begun-anew");
    }

    private void EmitFault(DetectorSlot slot, long present, string detail) =>
        Emit(new CityEvent(EventKind.Fault, slot.Sensor, new DeviceTime(boot, now), present)
        {
            Fields = EventFields.Of(new EventField("reason", "detector-fault"), new EventField("detail", detail)),
        });

    private void Emit(CityEvent cityEvent)
    {
        events++;
        if (held is null) sink.Take(cityEvent);
        else held.Add(cityEvent);
    }

    private byte[]? TakeState(DetectorSlot slot)
    {
        try
        {
            return slot.TakeChanged();
        }
        catch (Exception fault)
        {
            Fail(slot, fault);
            return null;
        }
    }

    /// <returns>Null when there is no state; false when it could not be taken back and the detector started again.</returns>
    private bool? Load(DetectorSlot slot, EventOutbox outbox)
    {
        if (outbox.State(slot.StateKey) is not { } state) return null;
        var loaded = false;
        Call(slot, _ =>
        {
            if (slot.Load(state) is { } wrong) throw new InvalidDataException(wrong.ToString());
            loaded = true;
        });
        return loaded;
    }

    private void LoadOwn(EventOutbox outbox)
    {
        nextHeartbeat = NextMinute(now);
        if (outbox.State(StateKey) is not { } state) return;
        var reader = new WireReader(state);
        reader.ReadArrayHeader();
        var (heartbeat, edgeCount, eventCount) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64());
        lines.Load(ref reader);
        if (reader.Error is null) (nextHeartbeat, edges, events) = (heartbeat, edgeCount, eventCount);
    }
}
