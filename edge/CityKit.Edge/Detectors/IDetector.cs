using CityKit.Core;
using CityKit.Core.Wire;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>
/// Turns the edges of its lines into events of one sensor (检测器). Pure: the same calls give the same events; all time comes in as monotonic
/// nanoseconds. Edges and due times are given in order: what is due at or before an edge's time runs before that edge.
/// </summary>
/// <remarks>
/// Implement it for a sensor that the built-in ones do not cover, and add it by <see cref="EdgeBuilder.AddDetector"/>. All calls come from
/// the loop's one thread, so it needs no locks; it must not wait, read a clock or open anything. Its state is committed with its events and
/// loaded after a restart, then <see cref="OnBlind"/> says what nobody saw meanwhile. One that throws is reported as a fault and goes on
/// from its last state; the others are not touched. Nothing disposes it. Samples of channels go to an <c>IChannelDetector</c>.
/// </remarks>
/// <example><code>
/// var door = new ContactOptions(SensorName.Parse("door-1"), "door").CreateDetector();
/// door.Start(now: 0, active: [false], output); // output: your IDetectorOutput, such as a list in a test
/// door.OnEdge(line: 0, active: true, nanoseconds: 5_000_000, missed: 0, output);
/// if (door.Due is { } due) door.OnTime(due, output); // 20 ms later the contact counts, as of its first edge
/// </code></example>
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
