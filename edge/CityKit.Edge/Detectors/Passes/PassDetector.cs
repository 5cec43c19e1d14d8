using System.Buffers.Text;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Passes;
using CityKit.Edge.Channels;
using NodaTime;

namespace CityKit.Edge.Detectors.Passes;

/// <summary>
/// Opens a gate for valid passes, each code once (验码开门): a Reading of 1 with the fields <c>type</c>, <c>issuer</c>, <c>list</c>,
/// <c>index</c>, <c>step</c> and
/// <c>signature</c>, which with the pass itself prove that its holder was there. Nobody's name is in it: who has the pass is the issuer's
/// to know, and to erase. A code
/// that is refused is a Rejection with its reason, at most 30 a minute. A gate that cannot be switched is a Fault with reason
/// <c>output</c>.
/// </summary>
public sealed class PassDetector : IChannelDetector
{
    private const string Tag = "pass";
    private const int MostRefused = 30;
    private readonly PassGate gate;
    private readonly string output;
    private readonly long openFor;
    private readonly ChannelHealth health = new();
    private readonly UsedPasses used = new();
    private Instant? zero;
    private long? openUntil;
    private bool stuck;
    private long? stuckChanged;
    private long minute;
    private int refused;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public PassDetector(PassOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        (Sensor, Lines, Channels, output) = (options.Sensor, options.Lines, [options.Channel], options.Output);
        gate = new PassGate(options.Gate);
        openFor = Durations.Checked(options.OpenFor, Duration.FromMilliseconds(500), Duration.FromMinutes(1), nameof(options.OpenFor));
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <summary>When the gate is shut again, or a fault of its output is to be reported.</summary>
    public long? Due => stuckChanged ?? openUntil;

    /// <summary>The gate may have been left open by a detector that failed: it is shut.</summary>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => output.Switch(this.output, false);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) =>
        throw new InvalidOperationException("It has no lines.");

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (stuckChanged is { } at && at <= nanoseconds) TellStuck(nanoseconds, output);
        if (openUntil is not { } due || due > nanoseconds) return;
        openUntil = null;
        output.Switch(this.output, false);
    }

    /// <summary>The gate may have been left open by what ended: it is shut.</summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        openUntil = null;
        output.Switch(this.output, false);
    }

    /// <inheritdoc/>
    public void OnClock(long now, Instant zero, IDetectorOutput output) => this.zero = zero;

    /// <inheritdoc/>
    public void OnSwitched(string output, bool active, long nanoseconds, bool done)
    {
        if (stuck == done) (stuck, stuckChanged) = (!done, nanoseconds);
    }

    /// <inheritdoc/>
    public void OnSample(int channel, ChannelRead read, long nanoseconds, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        if (!health.Take(read, nanoseconds, output) || read.Pass is not { } scanned) return;
        var verdict = gate.Judge(scanned.Text, zero?.PlusNanoseconds(nanoseconds), scanned.Trust);
        if ((verdict.Refusal ?? WhyNotUsed(verdict.Code!)) is { } refusal) Refuse(refusal.Code, nanoseconds, output);
        else Open(verdict.Code!, nanoseconds, output);
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 4);
        writer.WriteOptional(openUntil);
        writer.WriteBoolean(stuck);
        health.Save(ref writer);
        used.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 4);
        var (until, wasStuck, problem, uses) = (reader.ReadOptionalTime(), reader.ReadBoolean(), ChannelHealth.Load(ref reader),
            UsedPasses.Load(ref reader));
        if (reader.Error is not null) return;
        (openUntil, stuck) = (until, wasStuck);
        health.Restore(problem);
        used.Restore(uses);
    }

    private Refusal? WhyNotUsed(PassCode code)
    {
        used.ForgetBefore(code.Step);
        if (used.Contains(PassGate.UseOf(code))) return PassWords.Used;
        return used.IsFull ? PassWords.Busy : null;
    }

    private void TellStuck(long at, IDetectorOutput output)
    {
        stuckChanged = null;
        output.Add(EventKind.Fault, at, stuck ? 1 : 0,
            fields: EventFields.Of(new EventField("reason", "output"), new EventField("detail", this.output)));
    }

    private void Open(PassCode code, long at, IDetectorOutput output)
    {
        used.Add(PassGate.UseOf(code), code.Step);
        openUntil = at + openFor;
        output.Switch(this.output, true);
        var pass = code.Pass.Content;
        output.Add(EventKind.Reading, at, 1, fields: EventFields.Of(
            new EventField("type", pass.Type),
            new EventField("issuer", pass.Issuer),
            new EventField("list", pass.StatusList),
            new EventField("index", pass.StatusIndex),
            new EventField("step", code.Step),
            new EventField("signature", Base64Url.EncodeToString(code.Signature.Span))));
    }

    private void Refuse(string reason, long at, IDetectorOutput output)
    {
        if (at / Durations.Minute != minute) (minute, refused) = (at / Durations.Minute, 0);
        if (refused++ < MostRefused) output.Add(EventKind.Rejection, at, 1, fields: EventFields.Of(new EventField("reason", reason)));
    }
}
