using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Gpio;
using NodaTime;

namespace CityKit.Edge.Detectors.Contacts;

/// <summary>
/// Reports a line's Faults (线路故障检测): reason <c>stuck</c>, <c>flapping</c> or <c>silent</c>; value 1 when it begins, 0 when it is over.
/// Flapping is over after a minute with no more edges than allowed.
/// </summary>
internal sealed class LineWatchDetector : IDetector
{
    private const string Tag = "line-watch";
    private static readonly EventFields StuckFields = EventFields.Of(new EventField("reason", "stuck"));
    private static readonly EventFields FlappingFields = EventFields.Of(new EventField("reason", "flapping"));
    private static readonly EventFields SilentFields = EventFields.Of(new EventField("reason", "silent"));
    private readonly long? stuckAfter;
    private readonly long? silentAfter;
    private readonly int mostEdges;
    private readonly bool stuckLevel;
    private State state;

    /// <summary>A detector that has seen nothing yet.</summary>
    /// <exception cref="ArgumentException">A limit is out of its range, or nothing is watched.</exception>
    public LineWatchDetector(LineWatchOptions options)
    {
        (Sensor, Lines, stuckLevel) = (options.Sensor, options.Lines, options.StuckLevel == LineEdge.Rising);
        if (options is { StuckAfter: null, MostEdgesPerMinute: null, SilentAfter: null })
            throw new ArgumentException("Nothing is watched: give a time to be stuck, a time to be silent, or a number of edges. 未设任何监测项。",
                nameof(options));
        if (options.MostEdgesPerMinute is < 2 or > 1_000_000)
            throw new ArgumentOutOfRangeException(nameof(options), options.MostEdgesPerMinute,
                "MostEdgesPerMinute is 2 to 1,000,000. MostEdgesPerMinute 须为 2 至 1000000。");
        stuckAfter = Checked(options.StuckAfter, nameof(options.StuckAfter));
        silentAfter = Checked(options.SilentAfter, nameof(options.SilentAfter));
        mostEdges = options.MostEdgesPerMinute ?? int.MaxValue;
    }

    /// <inheritdoc/>
    public SensorName Sensor { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <inheritdoc/>
    public long? Due => Durations.Earlier(Durations.Earlier(StuckDue, SilentDue), state.WindowEnd);

    private long? StuckDue => state.Stuck || state.Active != stuckLevel ? null : state.LastEdge + stuckAfter;

    private long? SilentDue => state.Silent ? null : state.LastEdge + silentAfter;

    /// <inheritdoc/>
    public void Start(long now, ReadOnlySpan<bool> active, IDetectorOutput output) =>
        state = new State(active[0], now, 0, null, false, false, false);

    /// <inheritdoc/>
    public void OnEdge(int line, bool active, long nanoseconds, uint missed, IDetectorOutput output)
    {
        OnTime(nanoseconds, output);
        EndStuckAndSilent(nanoseconds, output);
        state = state with { Active = active, LastEdge = nanoseconds };
        if (mostEdges == int.MaxValue) return;
        state = state with { Edges = state.Edges + 1 + missed, WindowEnd = state.WindowEnd ?? nanoseconds + Durations.Minute };
        if (state.Flapping || state.Edges <= mostEdges) return;
        state = state with { Flapping = true };
        output.Add(EventKind.Fault, nanoseconds, 1, fields: FlappingFields);
    }

    /// <inheritdoc/>
    public void OnTime(long nanoseconds, IDetectorOutput output)
    {
        while (Due is { } due && due <= nanoseconds) Step(due, output);
    }

    /// <summary>
    /// Reads the level again, and watches again from <paramref name="to"/>. A fault that was reported is over when there is an edge, or
    /// another level.
    /// </summary>
    public void OnBlind(long from, long to, ReadOnlySpan<bool> active, IDetectorOutput output)
    {
        OnTime(from, output);
        if (active[0] != state.Active) EndStuckAndSilent(to, output);
        state = state with { Active = active[0], LastEdge = to, Edges = 0, WindowEnd = state.Flapping ? to + Durations.Minute : null };
    }

    /// <inheritdoc/>
    public void Save(ref WireWriter writer)
    {
        writer.Begin(Tag, 7);
        writer.WriteBoolean(state.Active);
        writer.WriteInt64(state.LastEdge);
        writer.WriteInt64(state.Edges);
        writer.WriteOptional(state.WindowEnd);
        writer.WriteBoolean(state.Stuck);
        writer.WriteBoolean(state.Silent);
        writer.WriteBoolean(state.Flapping);
    }

    /// <inheritdoc/>
    public void Load(ref WireReader reader)
    {
        reader.Begin(Tag, 7);
        var loaded = new State(reader.ReadBoolean(), reader.ReadTime(), reader.ReadTime(), reader.ReadOptionalTime(), reader.ReadBoolean(),
            reader.ReadBoolean(), reader.ReadBoolean());
        if (reader.Error is null) state = loaded;
    }

    private static long? Checked(Duration? value, string name) =>
        value is { } given ? Durations.Checked(given, Duration.FromSeconds(1), Duration.FromDays(30), name) : null;

    private void Step(long at, IDetectorOutput output)
    {
        if (state.WindowEnd <= at) EndWindow(at, output);
        if (StuckDue <= at)
        {
            state = state with { Stuck = true };
            output.Add(EventKind.Fault, at, 1, fields: StuckFields);
        }
        if (SilentDue <= at)
        {
            state = state with { Silent = true };
            output.Add(EventKind.Fault, at, 1, fields: SilentFields);
        }
    }

    private void EndWindow(long at, IDetectorOutput output)
    {
        var over = state.Flapping && state.Edges <= mostEdges;
        if (over) output.Add(EventKind.Fault, at, 0, fields: FlappingFields);
        var flapping = state.Flapping && !over;
        state = state with { Flapping = flapping, Edges = 0, WindowEnd = flapping ? at + Durations.Minute : null };
    }

    private void EndStuckAndSilent(long at, IDetectorOutput output)
    {
        if (state.Stuck) output.Add(EventKind.Fault, at, 0, fields: StuckFields);
        if (state.Silent) output.Add(EventKind.Fault, at, 0, fields: SilentFields);
        state = state with { Stuck = false, Silent = false };
    }

    private readonly record struct State(bool Active, long LastEdge, long Edges, long? WindowEnd, bool Stuck, bool Silent, bool Flapping);
}
