using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>
/// Counts pulses (脉冲表检测) and tells a Reading at every full minute of the boot's clock, also when 0: value = pulses, span = what was really watched.
/// Lost edges and an open supervision line only mark the reading: its value is a lower bound. An open line at the minute is also a Fault with reason <c>supervision</c>.
/// </summary>
public sealed class PulseMeterDetector : IDetector
{
    private const string Tag = "pulse";
    private static readonly EventFields Supervision = EventFields.Of(new EventField("reason", "supervision"));
    private readonly bool countOn;
    private readonly bool openWhen;
    private readonly long deadTime;
    private long pulses;
    private long watchedFrom;
    private long? lastPulse;
    private EventFlags flags;
    private bool open;
    private bool faultTold;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dead time is out of its range.</exception>
    public PulseMeterDetector(PulseMeterOptions options)
    {
        Sensor = options.Sensor;
        Lines = options.Lines;
        countOn = options.CountOn == LineEdge.Rising;
        openWhen = options.OpenWhenActive;
        deadTime = Durations.Checked(options.DeadTime, Duration.Zero, Duration.FromSeconds(10), nameof(options.DeadTime));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The next full minute.</summary>
    public long? Due => (watchedFrom / Durations.Minute + 1) * Durations.Minute;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => Watch(now, active);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (missed > 0 && line == 0) flags |= EventFlags.Gap;
        if (line == 0) CountPulse(active, nanoseconds);
        else Supervise(active);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds)
        {
            Tell(due, due - watchedFrom, output);
            TellSupervision(due, output);
            watchedFrom = due;
        }
    }

    /// <summary>
    /// Tells what was counted until <paramref name="from"/> with the span up to there, and begins anew at <paramref name="to"/>. What was counted in an earlier boot has no time in this one:
    /// it is told at <paramref name="to"/> with span 0 and the Gap flag, so that no amount is lost and no time is claimed.
    /// </summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        var sameBoot = from > 0 && from >= watchedFrom;
        if (sameBoot) TellUntil(from, output);
        else if (pulses > 0) TellLate(to, output);
        Watch(to, active);
        if (!open) TellSupervision(to, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 6);
        writer.WriteInt64(pulses);
        writer.WriteInt64(watchedFrom);
        writer.WriteOptional(lastPulse);
        writer.WriteInt64((long)flags);
        writer.WriteBoolean(open);
        writer.WriteBoolean(faultTold);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 6);
        var state = (Pulses: reader.ReadTime(), From: reader.ReadTime(), Last: reader.ReadOptionalTime(), Flags: (EventFlags)reader.ReadTime(), Open: reader.ReadBoolean(), Told: reader.ReadBoolean());
        if (reader.Error is null) (pulses, watchedFrom, lastPulse, flags, open, faultTold) = state;
    }

    private void Watch(long now, ReadOnlySpan<bool> active)
    {
        watchedFrom = now;
        pulses = 0;
        lastPulse = null;
        flags = EventFlags.None;
        if (Lines.Count > 1) Supervise(active[1]);
    }

    private void CountPulse(bool active, long at)
    {
        if (active != countOn || at - lastPulse < deadTime) return;
        pulses++;
        lastPulse = at;
    }

    private void Supervise(bool active)
    {
        open = active == openWhen;
        if (open) flags |= EventFlags.Unhealthy;
    }

    private void TellUntil(long from, IDetectorOutput output)
    {
        OnTime(from, output);
        if (from > watchedFrom) Tell(from, from - watchedFrom, output);
    }

    private void TellLate(long at, IDetectorOutput output)
    {
        flags |= EventFlags.Gap;
        Tell(at, 0, output);
    }

    private void Tell(long at, long span, IDetectorOutput output)
    {
        output.Add(EventKind.Reading, at, pulses, span, flags);
        pulses = 0;
        flags = open ? EventFlags.Unhealthy : EventFlags.None;
    }

    private void TellSupervision(long at, IDetectorOutput output)
    {
        if (open == faultTold) return;
        faultTold = open;
        output.Add(EventKind.Fault, at, open ? 1 : 0, fields: Supervision);
    }
}
