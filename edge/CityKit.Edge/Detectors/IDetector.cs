using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>
/// Turns the edges of its lines into events of one sensor (检测器). Pure: the same calls give the same events; all time comes in as monotonic
/// nanoseconds. Edges and due times are given in order: what is due at or before an edge's time runs before that edge.
/// </summary>
public interface IDetector
{
    /// <summary>The sensor its events belong to.</summary>
    SensorName Sensor { get; }

    /// <summary>The names of the lines it listens to.</summary>
    IReadOnlyList<string> Lines { get; }

    /// <summary>The first start ever, with the levels now.</summary>
    void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output);

    /// <summary>An edge.</summary>
    /// <param name="line">Index in <see cref="Lines"/>.</param>
    /// <param name="active">The level after the edge; may equal the level before it.</param>
    /// <param name="nanoseconds">When.</param>
    /// <param name="missed">How many edges of this line were dropped just before this one.</param>
    /// <param name="output">Where events go.</param>
    void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output);

    /// <summary>The next nanosecond at which <see cref="OnTime"/> wants a call; null for none.</summary>
    long? Due { get; }

    /// <summary>
    /// The earliest time that an event still to come may be stamped with, when that is before the present: the first edge of a contact that
    /// has not settled. The heartbeat of a later minute waits for it.
    /// </summary>
    long? OpenSince => null;

    /// <summary>Time has come to <paramref name="nanoseconds"/>. Does nothing when nothing is due.</summary>
    void OnTime(long nanoseconds, IDetectorOutput output);

    /// <summary>
    /// Nothing was seen from <paramref name="from"/> (0 for "since this boot began") to <paramref name="to"/>; the levels are those at its
    /// end.
    /// </summary>
    void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output);

    /// <summary>
    /// The wall clock of this boot is known, or known better: reported after a start, and when it changes. Until then it is unknown.
    /// </summary>
    /// <param name="now">The time on the monotonic clock.</param>
    /// <param name="zero">The wall time of that clock's zero.</param>
    /// <param name="output">Where events go.</param>
    void OnClock(long now, Instant zero, IDetectorOutput output) { }

    /// <summary>An output that it asked for was switched, or could not be.</summary>
    /// <param name="output">The output's name.</param>
    /// <param name="active">To what.</param>
    /// <param name="nanoseconds">When; not before the moment it was asked for.</param>
    /// <param name="done">False when it could not be switched.</param>
    void OnSwitched(string output, bool active, long nanoseconds, bool done) { }

    /// <summary>Writes the state as one MessagePack value of at most 4 KiB.</summary>
    void Save(ref WireWriter writer);

    /// <summary>
    /// Takes a saved state back. A state that is not this detector's ends in the reader's error, and the detector is as before.
    /// </summary>
    void Load(ref WireReader reader);
}
