using CityKit.Core;

namespace CityKit.Edge.Gpio;

/// <summary>
/// A recording played as a line source (回放来源): rewindable, released by its owner moving time. A position is the index of the next edge.
/// </summary>
public sealed class RecordedLineSource : ILineSource
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim moved = new(0, 1);
    private readonly List<LineEvent> edges = [];
    private readonly bool[] first;
    private readonly uint[] lineSequences;
    private int next;
    private long now;
    private long told;
    private bool complete;
    private bool disposed;

    /// <summary>A recording at time <paramref name="startNanoseconds"/> of a boot.</summary>
    /// <param name="boot">The boot whose clock stamps the edges.</param>
    /// <param name="lines">The names of its lines.</param>
    /// <param name="edges">The edges, in time order.</param>
    /// <param name="startNanoseconds">The clock at the start.</param>
    /// <param name="active">The level of each line before the first edge; null for all inactive.</param>
    /// <exception cref="ArgumentException">The edges are not in time order, or name a line that is not there.</exception>
    public RecordedLineSource(BootId boot, IReadOnlyList<string> lines, IEnumerable<RecordedEdge> edges, long startNanoseconds = 0,
        IReadOnlyList<bool>? active = null)
    {
        Boot = boot;
        Lines = LineNames.Checked(lines);
        first = active is null ? new bool[lines.Count] : [.. active];
        if (first.Length != lines.Count)
            throw new ArgumentException($"There are {lines.Count} lines but {first.Length} levels.", nameof(active));
        lineSequences = new uint[lines.Count];
        told = long.MinValue;
        foreach (var edge in edges) Append(edge);
        now = startNanoseconds;
        told = Math.Min(startNanoseconds, this.edges.Count > 0 ? this.edges[0].Nanoseconds : long.MaxValue) - 1;
    }

    /// <inheritdoc/>
    public BootId Boot { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>True.</summary>
    public bool CanRewind => true;

    /// <inheritdoc/>
    public long Now
    {
        get { lock (gate) return now; }
    }

    /// <summary>True when <see cref="Complete"/> was called and the reader has taken every edge.</summary>
    public bool IsExhausted
    {
        get { lock (gate) return complete && next == edges.Count; }
    }

    /// <summary>Adds an edge at the end of the recording, not before the last one and not at a time already passed.</summary>
    /// <exception cref="ArgumentException">It is out of order, or names a line that is not there.</exception>
    /// <exception cref="InvalidOperationException">The recording is complete.</exception>
    public void Append(RecordedEdge edge)
    {
        lock (gate)
        {
            LineNames.Index(edge.Line, Lines);
            if (complete) throw new InvalidOperationException("The recording is complete.");
            var last = Math.Max(told, edges.Count > 0 ? edges[^1].Nanoseconds - 1 : long.MinValue);
            if (edge.Nanoseconds <= last)
                throw new ArgumentException($"The edge at {edge.Nanoseconds} ns must come after {last} ns.", nameof(edge));
            var sequence = lineSequences[edge.Line] += 1 + edge.Missed;
            edges.Add(new LineEvent(edge.Line, edge.Active ? LineEdge.Rising : LineEdge.Falling, edge.Nanoseconds, sequence,
                (uint)edges.Count + 1));
        }
    }

    /// <summary>Moves time: edges up to then are due, and the reader wakes. A time that has passed changes nothing.</summary>
    public void AdvanceTo(long nanoseconds)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (nanoseconds <= now) return;
            now = nanoseconds;
            Wake_NeedsLock();
        }
    }

    /// <summary>Nothing more will be appended; time moves to the last edge, so that all are due.</summary>
    public void Complete()
    {
        lock (gate)
        {
            complete = true;
            if (edges.Count > 0) now = Math.Max(now, edges[^1].Nanoseconds);
            Wake_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public bool IsActive(int line)
    {
        lock (gate)
        {
            LineNames.Index(line, Lines);
            var last = edges.FindLastIndex(e => e.Line == line && e.Nanoseconds <= now);
            return last < 0 ? first[line] : edges[last].IsActive;
        }
    }

    /// <inheritdoc/>
    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer must hold at least 1 event.", nameof(buffer));
        var read = Take(buffer);
        if (read is null && moved.Wait(timeout)) read = Take(buffer);
        return read ?? Nothing();
    }

    /// <inheritdoc/>
    public void Rewind(long position)
    {
        lock (gate)
        {
            if (position < 0 || position > edges.Count)
                throw new ArgumentOutOfRangeException(nameof(position), position, $"The recording has positions 0 to {edges.Count}.");
            next = (int)position;
            told = Math.Min(told, Until_NeedsLock());
            Wake_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Wake_NeedsLock();
        }
    }

    private LineRead? Take(Span<LineEvent> buffer)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            moved.Wait(0); // what the last wake reported is about to be read
            var count = 0;
            while (count < buffer.Length && next < edges.Count && edges[next].Nanoseconds <= now) buffer[count++] = edges[next++];
            var until = Until_NeedsLock();
            if (count == 0 && until <= told) return null;
            told = Math.Max(told, until);
            return new LineRead(count, told, next);
        }
    }

    private long Until_NeedsLock() => next < edges.Count ? Math.Min(now, edges[next].Nanoseconds - 1) : now;

    private LineRead Nothing()
    {
        lock (gate) return new LineRead(0, told, next);
    }

    private void Wake_NeedsLock()
    {
        if (moved.CurrentCount == 0) moved.Release();
    }
}
