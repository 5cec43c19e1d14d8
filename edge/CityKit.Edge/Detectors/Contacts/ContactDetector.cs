using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A debounced contact (触点检测). A change is one Contact event, stamped at the first edge of the bounce that led to it; a level that bounced
/// back does not count. One that never settles is a Fault with reason <c>flapping</c>.
/// </summary>
internal sealed class ContactDetector : IDetector
{
    private const string Tag = "contact";
    private static readonly EventFields Flapping = EventFields.Of(new EventField("reason", "flapping"));
    private readonly long debounce;
    private readonly long flappingAfter;
    private readonly bool inverted;
    private bool stable;
    private bool level;
    private bool flapping;
    private long? bounceFrom;
    private long lastEdge;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A duration is out of its range.</exception>
    public ContactDetector(ContactOptions options)
    {
        Sensor = options.Sensor;
        Lines = options.Lines;
        inverted = options.Inverted;
        debounce = Durations.Checked(options.Debounce, Duration.Zero, Duration.FromSeconds(10), nameof(options.Debounce));
        flappingAfter = Durations.Checked(options.FlappingAfter, Duration.Max(options.Debounce, Duration.FromMilliseconds(100)),
            Duration.FromHours(1), nameof(options.FlappingAfter));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due => bounceFrom is { } from ? Math.Min(lastEdge + debounce, flapping ? long.MaxValue : from + flappingAfter) : null;

    /// <inheritdoc/>
    public long? OpenSince => bounceFrom;

    /// <summary>Takes the level; one that is active already is reported, with the field <c>found</c> = <c>start</c>.</summary>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        stable = false;
        Settle(Value(active[0]), now, output, Found.AtStart);
    }

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        level = Value(active);
        bounceFrom ??= nanoseconds;
        lastEdge = nanoseconds;
        if (debounce == 0) OnTime(nanoseconds, output);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds)
        {
            if (due == lastEdge + debounce) EndBounce(due, output);
            else BeginFlapping(due, output);
        }
    }

    /// <summary>
    /// Reads the level again; a change that happened unseen is reported at the end, with the field <c>found</c> = <c>blind</c>.
    /// </summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        EndFlapping(to, output);
        Settle(Value(active[0]), to, output, Found.AfterBlind);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 5);
        writer.WriteBoolean(stable);
        writer.WriteBoolean(level);
        writer.WriteBoolean(flapping);
        writer.WriteOptional(bounceFrom);
        writer.WriteInt64(lastEdge);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 5);
        var state = (Stable: reader.ReadBoolean(), Level: reader.ReadBoolean(), Flapping: reader.ReadBoolean(),
            From: reader.ReadOptionalTime(), Last: reader.ReadTime());
        if (reader.Error is null) (stable, level, flapping, bounceFrom, lastEdge) = state;
    }

    private bool Value(bool active) => active != inverted;

    private void EndBounce(long at, IDetectorOutput output)
    {
        var from = bounceFrom!.Value;
        EndFlapping(at, output);
        Settle(level, from, output, null);
    }

    private void Settle(bool value, long at, IDetectorOutput output, EventFields? fields)
    {
        bounceFrom = null;
        level = value;
        if (value == stable) return;
        stable = value;
        output.Add(EventKind.Contact, at, value ? 1 : 0, fields: fields);
    }

    private void BeginFlapping(long at, IDetectorOutput output)
    {
        flapping = true;
        bounceFrom = at; // what comes later must not be stamped before the fault
        output.Add(EventKind.Fault, at, 1, fields: Flapping);
    }

    private void EndFlapping(long at, IDetectorOutput output)
    {
        if (!flapping) return;
        flapping = false;
        output.Add(EventKind.Fault, at, 0, fields: Flapping);
    }
}
