using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;
using CityKit.Edge.Trials;

namespace CityKit.Edge.Releases;

/// <summary>
/// The device's own reports to its hub (设备自述), within a minute: which release of the agent runs, and which configurations and releases were
/// rolled back or refused. A detector without lines, run beside the others. What was reported is kept with the events, so each is reported
/// once, whatever was killed in between.
/// </summary>
/// <param name="configuration">How configurations fared.</param>
/// <param name="agent">Which release runs, and how releases fared; null when nothing is said of that.</param>
internal sealed class DeviceReporter(Func<TrialReport> configuration, Func<ReleaseReport>? agent = null) : IDetector
{
    private const long Minute = 60_000_000_000;
    private const string Tag = "configuration";
    private const string AgentTag = "agent";
    private readonly TrialVoice configurations = new("configuration");
    private readonly TrialVoice releases = new("agent");
    private long last;
    private (long Number, string Version, bool OnTrial) running = (0, "", false);

    /// <inheritdoc/>
    public SensorName Sensor => SensorName.Device;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => [];

    /// <inheritdoc/>
    public long? Due => (last / Minute + 1) * Minute;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => Report(now, output);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) { }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        if (nanoseconds >= Due) Report(nanoseconds, output);
    }

    /// <inheritdoc/>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => Report(to, output);

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, TrialVoice.Values + 1);
        writer.WriteInt64(last);
        configurations.Save(ref writer);
        writer.Begin(AgentTag, TrialVoice.Values + 3); // an older agent reads the first array alone
        writer.WriteInt64(running.Number);
        writer.WriteString(running.Version);
        writer.WriteBoolean(running.OnTrial);
        releases.Save(ref writer);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, TrialVoice.Values + 1);
        var time = reader.ReadTime();
        configurations.Load(ref reader);
        if (reader.Error is null) last = time;
        if (reader.Error is not null || reader.AtEnd) return;
        reader.Begin(AgentTag, TrialVoice.Values + 3);
        var known = (reader.ReadTime(), reader.ReadString(), reader.ReadBoolean());
        releases.Load(ref reader);
        if (reader.Error is null) running = known;
    }

    private void Report(long at, IDetectorOutput output)
    {
        configurations.Report(at, configuration(), output);
        if (agent is not null) Report(at, agent(), output);
        last = at;
    }

    private void Report(long at, ReleaseReport now, IDetectorOutput output)
    {
        releases.Report(at, now.Fate, output);
        var (number, version, onTrial) = (now.Fate.Version, EventText.Cut(now.Version), now.Fate.IsOnTrial);
        if ((number, version, onTrial) == running) return;
        output.Add(EventKind.Running, at, number, fields: EventFields.Of(
            new EventField("version", version), new EventField("runtime", now.Runtime), new EventField("trial", onTrial ? 1 : 0)));
        running = (number, version, onTrial);
    }
}
