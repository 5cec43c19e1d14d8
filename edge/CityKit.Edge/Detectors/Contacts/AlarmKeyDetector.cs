using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A latched one-key alarm (一键报警检测). A press that is held is Contact 1, and stays so until the reset key or the time takes it back: Contact
/// 0 with the fields <c>presses</c> and <c>by</c> (<c>key</c> or <c>time</c>). A call is never taken back while the key is pressed. A key
/// that stays pressed is a Fault with reason <c>stuck</c>.
/// </summary>
internal sealed class AlarmKeyDetector : IDetector
{
    private const string Tag = "alarm-key";
    private const long Release = 50_000_000;
    private static readonly EventFields Stuck = EventFields.Of(new EventField("reason", "stuck"));
    private readonly bool inverted;
    private readonly long? resetAfter;
    private readonly long stuckAfter;
    private readonly DelayedLevel press;
    private readonly DelayedLevel reset;
    private bool latched;
    private long presses;
    private long? releasedAt;
    private long? pressedAt;
    private bool stuck;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">A duration is out of its range, or nothing would ever end a call.</exception>
    public AlarmKeyDetector(AlarmKeyOptions options)
    {
        (Sensor, Lines, inverted) = (options.Sensor, options.Lines, options.Inverted);
        if (options.ResetAfter is null && options.ResetLine is null)
            throw new ArgumentException("Nothing would end a call: give a reset line, a time, or both. 须设复位线路或复位时间。", nameof(options));
        var hold = Durations.Checked(options.Hold, Duration.FromMilliseconds(20), Duration.FromSeconds(10), nameof(options.Hold));
        resetAfter = options.ResetAfter is { } after
            ? Durations.Checked(after, Duration.FromSeconds(1), Duration.FromDays(1), nameof(options.ResetAfter)) : null;
        stuckAfter = Durations.Checked(options.StuckAfter, Duration.FromSeconds(1), Duration.FromHours(1), nameof(options.StuckAfter));
        (press, reset) = (new DelayedLevel(hold, Release), new DelayedLevel(hold, Release));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due => Durations.Earlier(Durations.Earlier(press.Due, reset.Due), Durations.Earlier(TimeUp, StuckDue));

    /// <inheritdoc/>
    public long? OpenSince => press.OpenSince;

    private long? TimeUp => latched ? releasedAt + resetAfter : null;

    private long? StuckDue => stuck ? null : pressedAt + stuckAfter;

    /// <summary>A key that is pressed already counts when it is held from now on.</summary>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => TakeLevels(active, now);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (line == 0) press.Take(active != inverted, nanoseconds);
        else reset.Take(active, nanoseconds);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds) Step(due, output);
    }

    /// <summary>Reads the keys again. A call goes on; its time, and the holding of a key, start again.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        TakeLevels(active, to);
        if (pressedAt is not null) pressedAt = to;
        if (releasedAt is not null) releasedAt = to;
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 9);
        press.Save(ref writer);
        reset.Save(ref writer);
        writer.WriteBoolean(latched);
        writer.WriteInt64(presses);
        writer.WriteOptional(releasedAt);
        writer.WriteOptional(pressedAt);
        writer.WriteBoolean(stuck);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 9);
        var keys = (Press: DelayedLevel.Load(ref reader), Reset: DelayedLevel.Load(ref reader));
        var call = (Latched: reader.ReadBoolean(), Presses: reader.ReadTime(), Released: reader.ReadOptionalTime(),
            Pressed: reader.ReadOptionalTime(), Stuck: reader.ReadBoolean());
        if (reader.Error is not null) return;
        press.Restore(keys.Press);
        reset.Restore(keys.Reset);
        (latched, presses, releasedAt, pressedAt, stuck) = call;
    }

    private void TakeLevels(ReadOnlySpan<bool> active, long at)
    {
        press.Take(active[0] != inverted, at);
        if (Lines.Count > 1) reset.Take(active[1], at);
    }

    private void Step(long at, IDetectorOutput output)
    {
        if (press.OnTime(at) is { } changed) OnPress(changed, at, output);
        if (reset.OnTime(at) is not null && reset.On && !press.On) End("key", at, output);
        if (TimeUp <= at) End("time", at, output);
        if (StuckDue <= at) TellStuck(true, at, output);
    }

    private void OnPress(long changed, long at, IDetectorOutput output)
    {
        (pressedAt, releasedAt) = press.On ? (at, null) : ((long?)null, (long?)at);
        if (!press.On)
        {
            if (stuck) TellStuck(false, at, output);
            return;
        }
        presses++;
        if (latched) return;
        latched = true;
        output.Add(EventKind.Contact, changed, 1);
    }

    private void End(string by, long at, IDetectorOutput output)
    {
        if (!latched) return;
        output.Add(EventKind.Contact, at, 0, fields: EventFields.Of(new EventField("presses", presses), new EventField("by", by)));
        (latched, presses, releasedAt) = (false, 0, null);
    }

    private void TellStuck(bool present, long at, IDetectorOutput output)
    {
        stuck = present;
        output.Add(EventKind.Fault, at, present ? 1 : 0, fields: Stuck);
    }
}
