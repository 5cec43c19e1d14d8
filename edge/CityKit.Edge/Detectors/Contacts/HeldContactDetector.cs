using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A contact with an on-delay and an off-delay (持续触点检测). On is Contact 1, stamped at the edge that began it; off is Contact 0, stamped at
/// the end of the off-delay. Wiring that has been open for a second is a Fault with reason <c>supervision</c>; while it is open, going off
/// is not believed: a cut wire must not dry a leak.
/// </summary>
internal sealed class HeldContactDetector : IDetector
{
    private static readonly EventFields Supervision = EventFields.Of(new EventField("reason", "supervision"));
    private readonly string tag;
    private readonly bool inverted;
    private readonly bool openWhen;
    private readonly DelayedLevel contact;
    private readonly DelayedLevel wiring = new(Durations.Second, Durations.Second);
    private bool active;
    private bool open;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A delay is out of its range.</exception>
    public HeldContactDetector(HeldContactOptions options)
    {
        (Sensor, Lines, inverted, openWhen) = (options.Sensor, options.Lines, options.Inverted, options.OpenWhenActive);
        tag = "held-" + options.Kind;
        contact = new DelayedLevel(
            Durations.Checked(options.OnDelay, Duration.Zero, Duration.FromMinutes(1), nameof(options.OnDelay)),
            Durations.Checked(options.OffDelay, Duration.Zero, Duration.FromDays(1), nameof(options.OffDelay)));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due => Durations.Earlier(contact.Due, wiring.Due);

    /// <inheritdoc/>
    public long? OpenSince => Durations.Earlier(contact.OpenSince, wiring.OpenSince);

    /// <summary>What is active already counts from now on.</summary>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => OnLevels(active, now, output);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (line == 0) this.active = active != inverted;
        else TakeWiring(active == openWhen, nanoseconds);
        if (line == 0 || (contact.On && !this.active)) contact.Take(this.active || (contact.On && open), nanoseconds);
        OnTime(nanoseconds, output);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds)
        {
            if (contact.OnTime(due) is { } changed) output.Add(EventKind.Contact, changed, contact.On ? 1 : 0);
            if (wiring.OnTime(due) is { } cut) output.Add(EventKind.Fault, cut, wiring.On ? 1 : 0, fields: Supervision);
        }
    }

    /// <summary>Reads the levels again; delays that ran start again at <paramref name="to"/>.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        OnLevels(active, to, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(tag, 6);
        writer.WriteBoolean(active);
        writer.WriteBoolean(open);
        contact.Save(ref writer);
        wiring.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(tag, 6);
        var state = (Active: reader.ReadBoolean(), Open: reader.ReadBoolean(), Contact: DelayedLevel.Load(ref reader),
            Wiring: DelayedLevel.Load(ref reader));
        if (reader.Error is not null) return;
        (active, open) = (state.Active, state.Open);
        contact.Restore(state.Contact);
        wiring.Restore(state.Wiring);
    }

    private void OnLevels(ReadOnlySpan<bool> levels, long at, IDetectorOutput output)
    {
        active = levels[0] != inverted;
        if (Lines.Count > 1) TakeWiring(levels[1] == openWhen, at);
        contact.Take(active || (contact.On && open), at);
        OnTime(at, output);
    }

    private void TakeWiring(bool isOpen, long at)
    {
        open = isOpen;
        wiring.Take(isOpen, at);
    }
}
