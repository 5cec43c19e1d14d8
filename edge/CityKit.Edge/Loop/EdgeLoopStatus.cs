using CityKit.Core;

namespace CityKit.Edge.Loop;

/// <summary>The state of the loop, for health pages.</summary>
/// <param name="Until">Device time judged and committed.</param>
/// <param name="Edges">Edges seen in the life of this outbox's state.</param>
/// <param name="Events">Events made in that life.</param>
/// <param name="DetectorFaults">Detectors that failed and were restarted since this process started.</param>
/// <param name="Trouble">Why the last commit was refused; null when all is well.</param>
public sealed record EdgeLoopStatus(long Until, long Edges, long Events, long DetectorFaults, Refusal? Trouble)
{
    /// <summary>The wall time, and what waits for it.</summary>
    public ClockStatus Clock { get; init; } = new(ClockQuality.Unknown, null, NodaTime.Duration.Zero);

    /// <summary>
    /// How long device time has not moved on: lines that do not answer hold everything up, as a disk that refuses does. A quarter of a
    /// second and less while all is well.
    /// </summary>
    public TimeSpan Still { get; init; }

    /// <summary>Samples of channels given up because the loop did not take them, since this process started.</summary>
    public long SamplesDropped { get; init; }

    /// <summary>Detections whose evidence was not kept, since this process started: too many at once, or the disk refused.</summary>
    public long EvidenceRefused { get; init; }
}
