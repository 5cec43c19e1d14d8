using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Guest;

/// <summary>Notes how long each edge took from the kernel's interrupt to here, and counts what the kernel says it dropped.</summary>
internal sealed class ProbeDetector(string line, int most) : IDetector
{
    private readonly long[] latencies = new long[most];

    public SensorName Sensor { get; } = SensorName.Parse("probe");

    public IReadOnlyList<string> Lines { get; } = [line];

    public long? Due => null;

    internal int Seen { get; private set; }

    internal long Missed { get; private set; }

    /// <summary>How many edges were the same as the one before: two that merged.</summary>
    internal int Merged { get; private set; }

    private bool level;

    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => level = active[0];

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        if (Seen < latencies.Length) latencies[Seen] = Pause.Now - nanoseconds;
        Seen++;
        Missed += missed;
        if (active == level && missed == 0) Merged++;
        level = active;
    }

    public void OnTime(long nanoseconds, IDetectorOutput output) { }

    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => level = active[0];

    public void Save(ref WireWriter writer) => writer.WriteNil();

    public void Load(ref WireReader reader) => reader.TryReadNil();

    /// <summary>The latency that a share of the edges stayed under, in milliseconds.</summary>
    internal double Milliseconds(double share)
    {
        var sorted = latencies.AsSpan(0, Math.Min(Seen, latencies.Length)).ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)] / 1e6;
    }
}
