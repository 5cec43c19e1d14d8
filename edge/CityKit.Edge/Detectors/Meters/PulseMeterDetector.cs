using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors.Meters;

/// <summary>
/// Counts pulses (脉冲表检测) and reports a Reading at every full minute of the boot's clock, also when 0: value = pulses, span = what was
/// really watched. A pulse is counted once it has lasted its least width, and the next one only after the line has been at rest for its
/// least rest: what is shorter is bounce or noise. Lost edges and an open supervision line only mark the reading: its value is a lower
/// bound. An open line at the minute is also a Fault with reason <c>supervision</c>.
/// </summary>
internal sealed class PulseMeterDetector : IDetector
{
    private const string Tag = "pulse";
    private static readonly EventFields Supervision = EventFields.Of(new EventField("reason", "supervision"));
    private readonly PulseFilter filter;
    private readonly bool countOn;
    private readonly bool openWhen;
    private long pulses;
    private long watchedFrom;
    private EventFlags flags;
    private bool open;
    private bool faultTold;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time of the options is out of its range.</exception>
    public PulseMeterDetector(PulseMeterOptions options)
    {
        Sensor = options.Sensor;
        Lines = options.Lines;
        countOn = options.CountOn == LineEdge.Rising;
        openWhen = options.OpenWhenActive;
        filter = new PulseFilter(
            Durations.Checked(options.LeastPulse, Duration.Zero, PulseMeterOptions.Longest, nameof(options.LeastPulse)),
            Durations.Checked(options.LeastRest, Duration.Zero, PulseMeterOptions.Longest, nameof(options.LeastRest)),
            Durations.Checked(options.DeadTime, Duration.Zero, PulseMeterOptions.Longest, nameof(options.DeadTime)));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The next full minute.</summary>
    public long? Due => (watchedFrom / Durations.Minute + 1) * Durations.Minute;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => Watch(now, active, mayBounce: false);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (line > 0) Supervise(active);
        else TakePulseEdge(active == countOn, nanoseconds, missed);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds)
        {
            pulses += filter.CountUntil(due);
            Tell(due, due - watchedFrom, output);
            TellSupervision(due, output);
            watchedFrom = due;
        }
    }

    /// <summary>
    /// Reports what was counted until <paramref name="from"/> with the span up to there, and restarts at <paramref name="to"/>. What was
    /// counted in an earlier boot has no time in this one: it is reported at <paramref name="to"/> with span 0 and the Gap flag, so that no
    /// amount is lost and no time is claimed.
    /// </summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        var sameBoot = from > 0 && from >= watchedFrom;
        if (sameBoot) TellUntil(from, output);
        else if (pulses > 0) TellLate(to, output);
        Watch(to, active, mayBounce: true);
        if (!open) TellSupervision(to, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 5 + PulseFilter.SavedValues);
        writer.WriteInt64(pulses);
        writer.WriteInt64(watchedFrom);
        writer.WriteInt64((long)flags);
        writer.WriteBoolean(open);
        writer.WriteBoolean(faultTold);
        filter.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 5 + PulseFilter.SavedValues);
        var state = (Pulses: reader.ReadTime(), From: reader.ReadTime(), Flags: (EventFlags)reader.ReadTime(), Open: reader.ReadBoolean(),
            Told: reader.ReadBoolean());
        if (filter.TryLoad(ref reader)) (pulses, watchedFrom, flags, open, faultTold) = state;
    }

    private void Watch(long now, ReadOnlySpan<bool> active, bool mayBounce)
    {
        watchedFrom = now;
        pulses = 0;
        filter.Start(active[0] == countOn, now, mayBounce);
        flags = EventFlags.None;
        if (Lines.Count > 1) Supervise(active[1]);
    }

    private void TakePulseEdge(bool isPulse, long at, uint missed)
    {
        if (missed > 0) filter.TakeAfterGap(isPulse, at);
        else pulses += filter.Take(isPulse, at);
        if (missed > 0 || filter.MayHaveMissed) flags |= EventFlags.Gap;
    }

    private void Supervise(bool active)
    {
        open = active == openWhen;
        if (open) flags |= EventFlags.Unhealthy;
    }

    private void TellUntil(long from, IDetectorOutput output)
    {
        OnTime(from, output);
        pulses += filter.CountUntil(from);
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
