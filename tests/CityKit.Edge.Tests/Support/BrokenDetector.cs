using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Edge.Tests.Support;

/// <summary>Says it is about to find something, and fails, at every edge.</summary>
internal sealed class BrokenDetector(string line) : IDetector
{
    public SensorName Sensor { get; } = SensorName.Parse("broken");

    public IReadOnlyList<string> Lines { get; } = [line];

    public long? Due => null;

    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) { }

    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        output.Add(EventKind.Detection, nanoseconds, 1);
        throw new InvalidOperationException("broken");
    }

    public void OnTime(long nanoseconds, IDetectorOutput output) { }

    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) { }

    public void Save(ref WireWriter writer) => writer.WriteNil();

    public void Load(ref WireReader reader) => reader.TryReadNil();
}
