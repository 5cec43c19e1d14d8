using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Channels;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// A supervised contact (受监督触点检测): Contact 1 or 0 when it opens or closes, a Fault with reason <c>cut</c> or <c>short</c> for its wiring,
/// each stamped at the first sample that showed it. While the wiring is at fault the contact stays what it was.
/// </summary>
internal sealed class SupervisedContactDetector : IChannelDetector
{
    private const string Tag = "supervised";
    private readonly EndOfLine loop;
    private readonly EndOfLineState activeWhen;
    private readonly long debounce;
    private readonly ChannelHealth health = new();
    private EndOfLineState? settled;
    private EndOfLineState? seen;
    private long seenSince;
    private bool active;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">The loop's states cannot be told apart, or an option is out of its range.</exception>
    public SupervisedContactDetector(SupervisedContactOptions options)
    {
        (Sensor, Lines, Channels, activeWhen) = (options.Sensor, options.Lines, [options.Channel], options.ActiveWhen);
        if (activeWhen is not (EndOfLineState.Open or EndOfLineState.Closed))
            throw new ArgumentException($"A contact is active when Open or Closed, not {activeWhen}. 触点动作状态须为 Open 或 Closed。",
                nameof(options));
        loop = new EndOfLine(options.Loop);
        debounce = Durations.Checked(options.Debounce, Duration.Zero, Duration.FromMinutes(1), nameof(options.Debounce));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>None: samples come at their rate.</summary>
    public long? Due => null;

    /// <inheritdoc/>
    public long? OpenSince => seen == settled ? null : seenSince;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => seen = settled;

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) =>
        throw new InvalidOperationException("It has no lines.");

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        // A state counts when a later sample shows it still: time alone proves nothing.
    }

    /// <summary>What had not settled must be measured again.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => seen = settled;

    /// <inheritdoc/>
    public void OnSample(int channel, ChannelRead read, long nanoseconds, IDetectorOutput output)
    {
        if (!health.Take(read, nanoseconds, output))
        {
            seen = settled;
            return;
        }
        var state = loop.Classify(read.Value, seen ?? settled);
        if (state != seen) (seen, seenSince) = (state, nanoseconds);
        if (seen != settled && nanoseconds - seenSince >= debounce) Settle(state, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 5);
        writer.WriteInt64((long)(settled ?? default));
        writer.WriteInt64((long)(seen ?? default));
        writer.WriteInt64(seenSince);
        writer.WriteBoolean(active);
        health.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 5);
        var state = (Settled: ReadState(ref reader), Seen: ReadState(ref reader), Since: reader.ReadTime(), Active: reader.ReadBoolean(),
            Problem: ChannelHealth.Load(ref reader));
        if (reader.Error is not null) return;
        (settled, seen, seenSince, active) = (state.Settled, state.Seen, state.Since, state.Active);
        health.Restore(state.Problem);
    }

    private static EndOfLineState? ReadState(ref WireReader reader)
    {
        var at = reader.Position;
        var number = reader.ReadInt64();
        if (number is < 0 or > (long)EndOfLineState.Cut)
            reader.Reject(at, new($"状态 {number}", $"state {number}"), WireError.Between(0, 4));
        return number is > 0 and <= (long)EndOfLineState.Cut ? (EndOfLineState)number : null;
    }

    private void Settle(EndOfLineState state, IDetectorOutput output)
    {
        TellWiring(settled, 0, output);
        TellWiring(state, 1, output);
        settled = state;
        if (state is EndOfLineState.Cut or EndOfLineState.Short || (state == activeWhen) == active) return;
        active = state == activeWhen;
        output.Add(EventKind.Contact, seenSince, active ? 1 : 0);
    }

    private void TellWiring(EndOfLineState? state, long present, IDetectorOutput output)
    {
        if (state is not (EndOfLineState.Cut or EndOfLineState.Short)) return;
        output.Add(EventKind.Fault, seenSince, present,
            fields: EventFields.Of(new EventField("reason", state == EndOfLineState.Cut ? "cut" : "short")));
    }
}
