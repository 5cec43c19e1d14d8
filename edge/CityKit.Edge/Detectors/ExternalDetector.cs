using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>
/// Another detector's alarm contact (外部检测): each closing is a Detection with value 0 and the fields <c>device</c>, <c>channel</c>,
/// <c>clip</c>, unless it repeats within the hold-off. A contact that stays closed is a Fault with reason <c>stuck</c>.
/// </summary>
internal sealed class ExternalDetector : IDetector
{
    private const string Tag = "external";
    private static readonly EventFields Stuck = EventFields.Of(new EventField("reason", "stuck"));
    private readonly ExternalOptions options;
    private readonly long holdOff;
    private readonly long stuckAfter;
    private long? activeSince;
    private long? lastDetection;
    private bool stuck;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">A text is too long, or a duration out of its range.</exception>
    public ExternalDetector(ExternalOptions options)
    {
        this.options = options;
        Sensor = options.Sensor;
        Lines = options.Lines;
        if (options.WhyNot is { } why) throw new ArgumentException($"Needed: {why.En}. 须为{why.Zh}。", nameof(options));
        holdOff = Durations.Checked(options.HoldOff, Duration.Zero, Duration.FromHours(1), nameof(options.HoldOff));
        stuckAfter = Durations.Checked(options.StuckAfter, Duration.FromSeconds(1), Duration.FromDays(1), nameof(options.StuckAfter));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due => stuck ? null : activeSince + stuckAfter;

    /// <summary>A contact that is closed already is a detection with the field <c>found</c> = <c>start</c>.</summary>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        if (active[0]) Close(now, output, EventFlags.None, Found.Start);
    }

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        var wasActive = activeSince is not null;
        if (wasActive) Open(nanoseconds, output); // also for the same edge twice: it had opened in between
        if (active) Close(nanoseconds, output, EventFlags.None);
        else if (missed > 0 && !wasActive) Detect(nanoseconds, output, EventFlags.Gap);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (Due is not { } due || due > nanoseconds) return;
        stuck = true;
        output.Add(EventKind.Fault, due, 1, fields: Stuck);
    }

    /// <summary>A contact found closed that was open before is a detection with the field <c>found</c> = <c>blind</c>.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        if (from < lastDetection || from == 0) lastDetection = null;
        if (active[0] && activeSince is null) Close(to, output, EventFlags.None, Found.Blind);
        else if (active[0]) activeSince = to;
        else if (activeSince is not null) Open(to, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 3);
        writer.WriteOptional(activeSince);
        writer.WriteOptional(lastDetection);
        writer.WriteBoolean(stuck);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 3);
        var state = (Since: reader.ReadOptionalTime(), Last: reader.ReadOptionalTime(), Stuck: reader.ReadBoolean());
        if (reader.Error is null) (activeSince, lastDetection, stuck) = state;
    }

    private void Open(long at, IDetectorOutput output)
    {
        activeSince = null;
        if (!stuck) return;
        stuck = false;
        output.Add(EventKind.Fault, at, 0, fields: Stuck);
    }

    private void Close(long at, IDetectorOutput output, EventFlags flags, EventField? found = null)
    {
        activeSince = at;
        Detect(at, output, flags, found);
    }

    private void Detect(long at, IDetectorOutput output, EventFlags flags, EventField? found = null)
    {
        if (at - lastDetection < holdOff) return;
        lastDetection = at;
        EventField device = new("device", options.Device), channel = new("channel", options.Channel),
            clip = new("clip", options.ClipAt(at));
        var fields = found is { } how ? EventFields.Of(device, channel, clip, how) : EventFields.Of(device, channel, clip);
        output.Add(EventKind.Detection, at, 0, flags: flags, fields: fields);
    }
}
