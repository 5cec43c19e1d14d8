using System.Collections.Concurrent;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Detectors;

namespace CityKit.Samples.Compound.World;

/// <summary>A detector that lets the story hear what it found, readings left out: they are many and say little.</summary>
internal sealed class TellingDetector(IDetector inner, ConcurrentQueue<Seen> heard) : IDetector
{
    /// <inheritdoc/>
    public SensorName Sensor => inner.Sensor;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => inner.Lines;

    /// <inheritdoc/>
    public long? Due => inner.Due;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) => inner.Start(now, active, new Telling(this, output));

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output) =>
        inner.OnEdge(line, active, nanoseconds, missed, new Telling(this, output));

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output) => inner.OnTime(nanoseconds, new Telling(this, output));

    /// <inheritdoc/>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output) =>
        inner.OnBlind(from, to, active, new Telling(this, output));

    /// <inheritdoc/>
    public void Save(ref WireWriter writer) => inner.Save(ref writer);

    /// <inheritdoc/>
    public void Load(ref WireReader reader) => inner.Load(ref reader);

    private void Hear(Seen seen)
    {
        if (seen.Kind != EventKind.Reading) heard.Enqueue(seen);
    }

    private sealed class Telling(TellingDetector teller, IDetectorOutput output) : IDetectorOutput
    {
        public void Add(EventKind kind, long nanoseconds, long value, long span = 0, EventFlags flags = EventFlags.None,
            EventFields? fields = null)
        {
            output.Add(kind, nanoseconds, value, span, flags, fields);
            teller.Hear(new Seen(teller.Sensor, kind, nanoseconds, value, span, fields ?? EventFields.Empty));
        }
    }
}
