using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Channels;
using NodaTime;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>
/// Reports scanned codes (扫码检测): a Reading of 1 with the fields <c>digest</c>, <c>chars</c> and, where prefixes are stated, <c>prefix</c>.
/// What is refused is a Rejection with its reason, at most one a minute. The code itself is never reported.
/// </summary>
internal sealed class CodeDetector : IChannelDetector
{
    private const string Tag = "code";
    private const int MaxDigest = 32;
    private readonly long holdOff;
    private readonly ChannelHealth health = new();
    private string last = "";
    private long? lastAt;
    private long? quietUntil;
    private long refused;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CodeDetector(CodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Sensor, Lines, Channels) = (options.Sensor, options.Lines, [options.Channel]);
        holdOff = Durations.Checked(options.HoldOff, Duration.Zero, Duration.FromHours(1), nameof(options.HoldOff));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>When what was refused meanwhile is reported.</summary>
    public long? Due => quietUntil;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        // Nothing was scanned yet.
    }

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) =>
        throw new InvalidOperationException("It has no lines.");

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (quietUntil is not { } due || due > nanoseconds) return;
        if (refused > 0)
            output.Add(EventKind.Rejection, due, refused, Durations.Minute, fields: EventFields.Of(new EventField("reason", "more")));
        (quietUntil, refused) = (null, 0);
    }

    /// <summary>Whether the same code was scanned just before is not known any more.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) =>
        (last, lastAt, quietUntil, refused) = ("", null, null, 0);

    /// <inheritdoc/>
    public void OnSample(int channel, ChannelRead read, long nanoseconds, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (!health.Take(read, nanoseconds, output) || read.Code is not { } code) return;
        if (code.Refused is { } why) Refuse(why, nanoseconds, output);
        else if (code.Digest != last || lastAt is not { } before || nanoseconds - before >= holdOff) Tell(code, nanoseconds, output);
        else lastAt = nanoseconds;
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 5);
        writer.WriteString(last);
        writer.WriteOptional(lastAt);
        writer.WriteOptional(quietUntil);
        writer.WriteInt64(refused);
        health.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 5);
        var state = (Last: reader.ReadString(MaxDigest), At: reader.ReadOptionalTime(), Quiet: reader.ReadOptionalTime(),
            Refused: reader.ReadTime(), Problem: ChannelHealth.Load(ref reader));
        if (reader.Error is not null) return;
        (last, lastAt, quietUntil, refused) = (state.Last, state.At, state.Quiet, state.Refused);
        health.Restore(state.Problem);
    }

    private void Tell(ScannedCode code, long at, IDetectorOutput output)
    {
        (last, lastAt) = (code.Digest, at);
        List<EventField> fields = [new("digest", code.Digest), new("chars", code.Characters)];
        if (code.Prefix.Length > 0) fields.Add(new EventField("prefix", code.Prefix));
        output.Add(EventKind.Reading, at, 1, fields: EventFields.Of([.. fields]));
    }

    private void Refuse(string why, long at, IDetectorOutput output)
    {
        if (quietUntil is not null) refused++;
        else output.Add(EventKind.Rejection, at, 1, fields: EventFields.Of(new EventField("reason", why)));
        quietUntil ??= at + Durations.Minute;
    }
}
