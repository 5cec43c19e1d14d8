using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>A gate at the edge without network: a detector, a simulated relay, and the trust bundle that it was given before.</summary>
internal sealed class Gate : IDetectorOutput, IDisposable
{
    internal const string Name = "east-gate";
    private static readonly PassGateOptions Options = new(Name, ["resident"]);
    private readonly PassDetector detector = new(new PassOptions(SensorName.Parse(Name), "scanner", Options, "relay"));
    private readonly SimulatedOutputLine relay = new("relay");
    private readonly GateTrust trust;
    private readonly Instant start;
    private string? told;

    /// <exception cref="InvalidOperationException">The bundle is not signed by the city.</exception>
    internal Gate(ReadOnlyMemory<byte> bundle, DevicePublicKey city, Instant now)
    {
        var signed = SignedTrustBundle.Open(bundle, city, out var problem) ?? throw new InvalidOperationException(problem!.Message.En);
        (trust, start) = (new GateTrust(signed.Content), now);
        detector.OnClock(0, now, this);
    }

    internal int Opened => relay.History.Count(active => active);

    internal bool IsOpen => relay.IsActive;

    /// <summary>What the scanner read.</summary>
    /// <returns>Null when the gate opened; otherwise the code of the refusal.</returns>
    internal string? Scan(string code, Instant now)
    {
        detector.OnTime(Nanoseconds(now), this);
        detector.OnSample(0, new ChannelRead(0) { Pass = new ScannedPass(code, trust) }, Nanoseconds(now), this);
        return told;
    }

    /// <summary>Time passes: the relay falls back.</summary>
    internal void Wait(Instant until) => detector.OnTime(Nanoseconds(until), this);

    /// <summary>What a guard reads of a code that is refused for itself; null for one that was used.</summary>
    internal LocalizedText? WordsFor(string code, Instant now) => new PassGate(Options).Judge(code, now, trust).Refusal?.Message;

    public void Add(
        EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None, EventFields? fields = null) =>
        told = kind == EventKind.Rejection ? fields?.TextOf("reason") : null;

    public void Switch(string output, bool active) => relay.Set(active);

    public void Dispose() => relay.Dispose();

    private long Nanoseconds(Instant now) => (now - start).ToInt64Nanoseconds();
}
