using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Devices;
using CityKit.Intake;
using NodaTime;

namespace CityKit.Testing.Devices;

/// <summary>
/// A device as a hub sees it (虚拟设备): a key, an outbox with two lanes and a clock of its own. It makes events and signed batches, and checks
/// the hub's answers.
/// </summary>
/// <remarks>
/// For tests of what arrives at a hub, also over HTTP; for tests of rules a <see cref="Scenarios.CityScenario"/> needs less. One thread at
/// a time. A lane moves on when a batch is made, not when it is answered: a test that wants a batch again sends the same bytes again. The
/// instants that events are given are those of the device's own clock. It reads no lines and runs no detectors; those are CityKit.Edge.
/// </remarks>
/// <example><code>
/// var device = new VirtualDevice("pi-1", bootedAt: now) { AnswerKey = hub.AnswerKey };
/// (await hub.ExecuteAsync(new AdmitDevice("admit-1", device.Id, device.Key.Public), administrator)).OrThrow();
/// var answer = await device.SendAsync(hub, device.Contact("lamp-1", now), device.Detection("fall", now));
/// Console.WriteLine(answer.Status);
/// </code></example>
public sealed class VirtualDevice
{
    private readonly Dictionary<Lane, LaneCursor> lanes = [];
    private readonly List<BootClock> earlier = [];

    /// <summary>A device that has just booted, with a clock that is right.</summary>
    /// <param name="id">Its id, such as <c>pi-1</c>.</param>
    /// <param name="bootedAt">When its monotonic clock read zero.</param>
    /// <param name="outbox">The number of its outbox, which tests name instead of drawing it.</param>
    /// <exception cref="FormatException">The id is not the id of a device.</exception>
    public VirtualDevice(string id, Instant bootedAt, ulong outbox = 1)
    {
        (Id, Outbox) = (DeviceId.Parse(id), new OutboxId(outbox));
        (BootedAt, Zero) = (bootedAt, bootedAt);
    }

    /// <summary>Its id.</summary>
    public DeviceId Id { get; }

    /// <summary>Signs its batches; one of its own unless given.</summary>
    public DeviceKey Key { get; init; } = DeviceKey.Create();

    /// <summary>
    /// The hub's key by which it checks answers (应答公钥), as its batches say too; null for a device that checks none.
    /// </summary>
    public DevicePublicKey? AnswerKey { get; set; }

    /// <summary>Its outbox.</summary>
    public OutboxId Outbox { get; }

    /// <summary>The boot that it runs in.</summary>
    public BootId Boot => new((UInt128)(earlier.Count + 1));

    /// <summary>When its monotonic clock read zero, in truth.</summary>
    public Instant BootedAt { get; private set; }

    /// <summary>Wall time at monotonic zero, as the device believes it; null while its clock is not set.</summary>
    public Instant? Zero { get; set; }

    /// <summary>What the device says of its clock while it is set.</summary>
    public ClockQuality Quality { get; set; } = ClockQuality.Synchronized;

    /// <summary>How far a lane has come, with the running hash there.</summary>
    public LaneCursor Cursor(Lane lane) => lanes.GetValueOrDefault(lane);

    /// <summary>An event's wall time by this device's clock; null while that is not set.</summary>
    public Instant? TimeOf(CityEvent seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return ClockOf(seen.Time.Boot).ToInstant(seen.Time.Nanoseconds);
    }

    /// <summary>The same device, by its key, with another outbox: as after a lost or a cloned card.</summary>
    public VirtualDevice WithNewOutbox(ulong outbox) =>
        new(Id.Value, BootedAt, outbox) { Key = Key, AnswerKey = AnswerKey, Zero = Zero, Quality = Quality };

    /// <summary>Starts the device again: its monotonic clock reads zero at this moment, and its lanes go on.</summary>
    public void Reboot(Instant at)
    {
        earlier.Add(Clock);
        BootedAt = at;
        if (Zero is not null) Zero = at;
    }

    /// <summary>The next batch, signed, of the lane that its events belong to.</summary>
    /// <exception cref="ArgumentException">There is no event, or they are of two lanes.</exception>
    public byte[] Next(params CityEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var ofLanes = events.Select(seen => seen.Lane).Distinct().ToArray();
        if (ofLanes is not [var lane])
            throw new ArgumentException($"A batch is of one lane; these {events.Length} events are of {ofLanes.Length}.", nameof(events));
        return Next(lane, events);
    }

    /// <summary>The next batch of a lane, signed; an empty one is allowed.</summary>
    public byte[] Next(Lane lane, params CityEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var encoded = new List<ReadOnlyMemory<byte>>();
        var last = Cursor(lane).Sequence;
        foreach (var seen in events) encoded.Add(Encode(seen, last += Covers(seen)));
        return Next(lane, last, [.. encoded]);
    }

    /// <summary>A batch of events that are bytes already, well made or not; the lane moves on to <paramref name="last"/>.</summary>
    public byte[] Next(Lane lane, long last, params ReadOnlyMemory<byte>[] events)
    {
        var before = Cursor(lane);
        lanes[lane] = new LaneCursor(last, events.Aggregate(before.Hash, (hash, e) => hash.Next(e.Span)));
        return Sign(Header(lane, before.Sequence + 1, before.Hash), events);
    }

    /// <summary>The header of a batch of this device.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="first">The first sequence.</param>
    /// <param name="before">The running hash before it.</param>
    public BatchHeader Header(Lane lane, long first, RunningHash before) =>
        new(Id, Outbox, lane, first, before, [.. earlier, Clock]) { AnswerKey = AnswerKey?.Print };

    /// <summary>Signs a batch, whatever is in it.</summary>
    public byte[] Sign(BatchHeader header, params ReadOnlyMemory<byte>[] events) =>
        SignedBatch.Sign(BatchCodec.Encode(header, events), Key).Encode();

    /// <summary>An event with its number in the lane, as it travels.</summary>
    public static ReadOnlyMemory<byte> Encode(CityEvent seen, long sequence)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var buffer = new byte[EventCodec.MaxBytes];
        return buffer.AsMemory(0, EventCodec.Encode(seen with { Sequence = sequence }, buffer));
    }

    /// <summary>Sends the next batch to a hub in this process, and checks the answer by <see cref="AnswerKey"/>.</summary>
    /// <exception cref="Conformance.ConformanceException">The answer is not signed with that key for this very batch.</exception>
    public async Task<BatchAnswer> SendAsync(CityHub hub, params CityEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(hub);
        var batch = Next(events);
        return AnswerCheck.Checked(await hub.AcceptAsync(batch).ConfigureAwait(false), batch, this);
    }

    /// <summary>Sends the next batch to a hub over HTTP, and checks the answer by <see cref="AnswerKey"/>.</summary>
    /// <param name="http">A client of that hub.</param>
    /// <param name="batches">Where batches go, such as <c>citykit/v1/batches</c>.</param>
    /// <param name="events">What to send.</param>
    /// <exception cref="Conformance.ConformanceException">The answer is not a hub's, or not signed with that key for this very
    /// batch.</exception>
    public async Task<BatchAnswer> SendAsync(HttpClient http, Uri batches, params CityEvent[] events)
    {
        ArgumentNullException.ThrowIfNull(http);
        var batch = Next(events);
        using var body = new ByteArrayContent(batch);
        using var response = await http.PostAsync(batches, body).ConfigureAwait(false);
        var answer = await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        return AnswerCheck.Checked(HttpAnswer.Read(answer, this, batch), batch, this);
    }

    /// <summary>An event of any kind.</summary>
    /// <param name="kind">What it says.</param>
    /// <param name="sensor">The sensor's name; <c>device</c> for the device itself.</param>
    /// <param name="at">When, or when its span ended, by the device's own clock.</param>
    /// <param name="value">The number that the kind calls for.</param>
    /// <param name="span">How long before <paramref name="at"/> it covers.</param>
    /// <param name="flags">Marks.</param>
    /// <param name="fields">Named details.</param>
    public CityEvent Event(EventKind kind, string sensor, Instant at, long value,
        Duration span = default, EventFlags flags = EventFlags.None, params EventField[] fields) =>
        new(kind, SensorName.Parse(sensor), new DeviceTime(earlier.Count, (at - (Zero ?? BootedAt)).ToInt64Nanoseconds()), value)
        {
            SpanNanoseconds = span.ToInt64Nanoseconds(),
            Flags = flags,
            Fields = EventFields.Of(fields),
        };

    /// <summary>A contact that became active, or inactive.</summary>
    public CityEvent Contact(string sensor, Instant at, bool active = true) => Event(EventKind.Contact, sensor, at, active ? 1 : 0);

    /// <summary>A reading of an interval.</summary>
    /// <param name="sensor">Which sensor.</param>
    /// <param name="at">When the interval ended.</param>
    /// <param name="value">The amount, in the sensor's smallest unit.</param>
    /// <param name="span">How long the interval was.</param>
    public CityEvent Reading(string sensor, Instant at, long value, Duration span) => Event(EventKind.Reading, sensor, at, value, span);

    /// <summary>A detector found something.</summary>
    /// <param name="sensor">Which sensor.</param>
    /// <param name="at">When.</param>
    /// <param name="value">Its speed in mm/s; 0 when not measured.</param>
    /// <param name="flags">Marks.</param>
    public CityEvent Detection(string sensor, Instant at, long value = 0, EventFlags flags = EventFlags.None) =>
        Event(EventKind.Detection, sensor, at, value, flags: flags);

    /// <summary>A detector looked at something and rejected it.</summary>
    public CityEvent Rejection(string sensor, Instant at, string reason) =>
        Event(EventKind.Rejection, sensor, at, 0, fields: new EventField("reason", reason));

    /// <summary>The device's minute, which moves the time of rules.</summary>
    /// <param name="at">When.</param>
    /// <param name="lines">How many lines are alive.</param>
    public CityEvent Heartbeat(Instant at, long lines = 4) => Event(EventKind.Heartbeat, "device", at, lines, Duration.FromMinutes(1));

    /// <summary>Nothing was seen for a span.</summary>
    public CityEvent Blind(string sensor, Instant at, Duration span) => Event(EventKind.Blind, sensor, at, 0, span);

    /// <summary>The kernel dropped edges of a line.</summary>
    public CityEvent LineGap(string sensor, Instant at, long edges) => Event(EventKind.LineGap, sensor, at, edges);

    /// <summary>The full outbox gave up events of the reading lane: the next so many sequences are covered by this one event.</summary>
    public CityEvent Dropped(Instant at, long events, Duration span = default) => Event(EventKind.Dropped, "device", at, events, span);

    /// <summary>A line is at fault, or no longer.</summary>
    public CityEvent Fault(string sensor, Instant at, string reason, bool present = true) =>
        Event(EventKind.Fault, sensor, at, present ? 1 : 0, fields: new EventField("reason", reason));

    /// <summary>A rule on the edge raised an alert.</summary>
    public CityEvent AlertRaised(string sensor, Instant at, string rule) =>
        Event(EventKind.AlertRaised, sensor, at, 1, fields: new EventField("rule", rule));

    /// <summary>A rule on the edge cleared its alert.</summary>
    /// <param name="sensor">Which sensor.</param>
    /// <param name="at">When.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="raisedAt">When it was raised.</param>
    public CityEvent AlertCleared(string sensor, Instant at, string rule, Instant raisedAt) =>
        Event(EventKind.AlertCleared, sensor, at, 1, fields:
            [new EventField("rule", rule), new EventField("raisedAt", (raisedAt - NodaConstants.UnixEpoch).ToInt64Nanoseconds())]);

    /// <summary>Another release of the agent runs on the device.</summary>
    /// <param name="at">When.</param>
    /// <param name="number">The release's number.</param>
    /// <param name="version">The agent's version.</param>
    /// <param name="trial">Whether it is still on trial.</param>
    public CityEvent Running(Instant at, long number, string version, bool trial = false) => Event(EventKind.Running, "device", at, number,
        fields: [new EventField("version", version), new EventField("runtime", "portable"), new EventField("trial", trial ? 1 : 0)]);

    private BootClock Clock => new(earlier.Count, Boot, Zero, Zero is null ? ClockQuality.Unknown : Quality);

    private BootClock ClockOf(int boot) => boot < earlier.Count ? earlier[boot] : Clock;

    private static long Covers(CityEvent seen) => seen.Kind == EventKind.Dropped ? seen.Value : 1;
}
