using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Agent.Simulation;

/// <summary>A detector that can be made to fail, to see that the others go on. Only on simulated pins.</summary>
internal sealed class BreakableDetector(IDetector inner, SimulatedFaults faults) : IDetector
{
    public SensorName Sensor => inner.Sensor;

    public IReadOnlyList<string> Lines => inner.Lines;

    public long? Due => inner.Due;

    public long? OpenSince => inner.OpenSince;

    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => inner.Start(now, active, output);

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        faults.ThrowIfAsked(Sensor);
        inner.OnEdge(line, active, nanoseconds, missed, output);
    }

    public void OnTime(long nanoseconds, IDetectorOutput output) => inner.OnTime(nanoseconds, output);

    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) => inner.OnBlind(from, to, active, output);

    public void OnClock(long now, NodaTime.Instant zero, IDetectorOutput output) => inner.OnClock(now, zero, output);

    public void OnSwitched(string output, bool active, long nanoseconds, bool done) => inner.OnSwitched(output, active, nanoseconds, done);

    public void Save(ref WireWriter writer) => inner.Save(ref writer);

    public void Load(ref WireReader reader) => inner.Load(ref reader);
}
