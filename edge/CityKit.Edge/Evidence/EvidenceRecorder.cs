using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Evidence;

/// <summary>
/// Keeps the newest raw edges in a ring, and cuts the 10 s around each detection out of it (证据录制): 5 s before, 5 s after. Pure: given
/// edges, detections and time, it gives records. What was reported in the last 5 s before a kill is not written: the ring is in memory.
/// </summary>
internal sealed class EvidenceRecorder
{
    /// <summary>How much is kept before and after a detection.</summary>
    public const long NanosecondsAround = 5_000_000_000;

    /// <summary>How many detections wait for their 5 s at most; more are refused and counted.</summary>
    public const int MaxWaiting = 16;

    private readonly EvidenceSensor[] sensors;
    private readonly IReadOnlyList<string> lines;
    private readonly LineEvent[] ring;
    private readonly Queue<(CityEvent Detection, EvidenceSensor Sensor)> waiting = new();
    private readonly long begun;
    private long written;
    private long refused;

    /// <summary>An empty ring.</summary>
    /// <param name="sensors">Whose detections are kept.</param>
    /// <param name="lines">The names of the source's lines.</param>
    /// <param name="begun">Since when edges are reported; monotonic nanoseconds.</param>
    /// <param name="capacity">How many edges the ring holds; 64 to 65,536.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is out of its range.</exception>
    public EvidenceRecorder(IEnumerable<EvidenceSensor> sensors, IReadOnlyList<string> lines, long begun, int capacity = 16_384)
    {
        if (capacity is < 64 or > EvidenceRecord.MaxEdges)
            throw new ArgumentOutOfRangeException(nameof(capacity), capacity, $"The ring holds 64 to {EvidenceRecord.MaxEdges} edges.");
        (this.sensors, this.lines, this.begun, ring) = ([.. sensors], lines, begun, new LineEvent[capacity]);
    }

    /// <summary>How many detections were refused because too many waited. Safe for any thread.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>When the next record is complete; null when none waits.</summary>
    public long? Due => waiting.TryPeek(out var first) ? first.Detection.Time.Nanoseconds + NanosecondsAround : null;

    /// <summary>An edge, in time order.</summary>
    public void Take(in LineEvent edge) => ring[written++ % ring.Length] = edge;

    /// <summary>An event; kept when it is a detection of one of the sensors.</summary>
    public void Take(CityEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (told.Kind != EventKind.Detection || Array.Find(sensors, s => s.Sensor == told.Sensor) is not { } sensor) return;
        if (waiting.Count == MaxWaiting) Interlocked.Increment(ref refused);
        else waiting.Enqueue((told, sensor));
    }

    /// <summary>The next record whose 5 s are over by a moment up to which all edges were reported; null when there is none.</summary>
    /// <param name="until">The moment.</param>
    /// <param name="device">The device.</param>
    /// <param name="clock">The boot and what its clock means.</param>
    public EvidenceRecord? Next(long until, DeviceId device, BootClock clock)
    {
        if (Due is not { } due || due > until) return null;
        var (detection, sensor) = waiting.Dequeue();
        long from = Math.Max(0, detection.Time.Nanoseconds - NanosecondsAround), kept = Math.Min(written, ring.Length);
        var edges = new List<EvidenceEdge>();
        for (var i = written - kept; i < written; i++)
        {
            var edge = ring[i % ring.Length];
            var line = edge.Nanoseconds >= from && edge.Nanoseconds <= due ? IndexOf(sensor, lines[edge.Line]) : -1;
            if (line >= 0) edges.Add(new EvidenceEdge(line, edge.Edge, edge.Nanoseconds, edge.LineSequence));
        }
        var isWhole = begun <= from && (written <= ring.Length || ring[written % ring.Length].Nanoseconds < from);
        return new EvidenceRecord(device, clock.Boot, clock.Zero, clock.Quality, detection, from, due, sensor.Lines, edges,
            sensor.Clip, isWhole);
    }

    private static int IndexOf(EvidenceSensor sensor, string line)
    {
        for (var i = 0; i < sensor.Lines.Count; i++)
            if (sensor.Lines[i] == line) return i;
        return -1;
    }
}
