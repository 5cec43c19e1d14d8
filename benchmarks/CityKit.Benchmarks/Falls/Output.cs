using CityKit.Core;
using CityKit.Edge.Detectors;

namespace CityKit.Benchmarks.Falls;

/// <summary>Keeps the detections of a detector; the rest is only counted.</summary>
internal sealed class Output : IDetectorOutput
{
    internal List<(long Speed, long LeastDrop)> Detections { get; } = [];

    /// <summary>The fields of the last detection.</summary>
    internal EventFields Last { get; private set; } = EventFields.Empty;

    public void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None,
        EventFields? fields = null)
    {
        if (kind != EventKind.Detection) return;
        Detections.Add((value, fields!.NumberOf("minDropMm")!.Value));
        Last = fields;
    }
}
