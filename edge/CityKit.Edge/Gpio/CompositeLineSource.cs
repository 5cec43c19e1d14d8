using CityKit.Core;

namespace CityKit.Edge.Gpio;

/// <summary>
/// Several sources as one (组合线路来源), such as the kernel's lines and those of expanders: edges and presence of all in order of time. The
/// first source waits; the others are asked at least every 50 ms, so an edge of theirs is at most so late.
/// </summary>
public sealed class CompositeLineSource : ILineSource
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);
    // so that the first source comes past what another has already
    private static readonly TimeSpan Catching = TimeSpan.FromMilliseconds(1);
    private readonly Part[] parts;
    private readonly (Part Part, int Line)[] owners;
    private readonly LineEvent[] read = new LineEvent[256];
    private readonly Queue<LinePresence> offered = new();
    private uint sequence;
    private long told = long.MinValue;
    private long delivered;
    private volatile bool disposed;

    /// <summary>Takes the sources over: they are disposed with this.</summary>
    /// <param name="sources">1 or more, of one boot and one clock. The first is the one that waits.</param>
    /// <exception cref="ArgumentException">There is none, names are not unique, or the boots differ.</exception>
    public CompositeLineSource(params IReadOnlyList<ILineSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0 || sources.Any(s => s.Boot != sources[0].Boot))
            throw new ArgumentException("A composite has 1 source or more, all of one boot.", nameof(sources));
        Lines = LineNames.Checked([.. sources.SelectMany(s => s.Lines)]);
        var first = 0;
        parts = [.. sources.Select(s => new Part(s, (first += s.Lines.Count) - s.Lines.Count))];
        owners = [.. parts.SelectMany(p => Enumerable.Range(0, p.Source.Lines.Count).Select(line => (p, line)))];
    }

    /// <inheritdoc/>
    public BootId Boot => parts[0].Source.Boot;

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>False: not all sources keep their edges.</summary>
    public bool CanRewind => false;

    /// <inheritdoc/>
    public long Now => parts[0].Source.Now;

    /// <inheritdoc/>
    public bool IsPresent(int line) => owners[LineNames.Index(line, Lines)] is var (part, own) && part.Source.IsPresent(own);

    /// <inheritdoc/>
    public bool IsActive(int line) => owners[LineNames.Index(line, Lines)] is var (part, own) && part.Source.IsActive(own);

    /// <inheritdoc/>
    public LinePresence? TakePresence() => offered.TryDequeue(out var change) ? change : null;

    /// <inheritdoc/>
    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer must hold at least 1 event.", nameof(buffer));
        ObjectDisposedException.ThrowIf(disposed, this);
        offered.Clear(); // what nobody took is of no interest
        var begun = Now;
        while (true)
        {
            var left = timeout - TimeSpan.FromTicks((Now - begun) / TimeSpan.NanosecondsPerTick);
            Collect(left < LongestWait ? left > TimeSpan.Zero ? left : TimeSpan.Zero : LongestWait);
            var count = Deliver(buffer);
            if (count > 0 || offered.Count > 0 || left <= LongestWait) return new LineRead(count, told, delivered += count);
        }
    }

    /// <summary>Not possible.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Rewind(long position) => throw new NotSupportedException("Not all sources can be rewound: ask CanRewind first.");

    /// <summary>Disposes the sources; a waiting reader ends.</summary>
    public void Dispose()
    {
        disposed = true;
        foreach (var part in parts) part.Source.Dispose();
    }

    /// <summary>Reads each source once; only the first waits, and not when another has something already.</summary>
    private void Collect(TimeSpan wait)
    {
        if (wait > Catching && Array.Exists(parts, p => p.HasSome)) wait = Catching;
        foreach (var part in parts) part.Read(read, part == parts[0] ? wait : TimeSpan.Zero);
    }

    private int Deliver(Span<LineEvent> buffer)
    {
        var until = parts.Min(p => p.Until);
        var change = parts.Where(p => p.Changes.Count > 0).Select(p => p.Changes.Peek().Nanoseconds).DefaultIfEmpty(long.MaxValue).Min();
        var safe = Math.Min(until, change - 1);
        var count = 0;
        while (count < buffer.Length && Earliest(safe) is { } part) buffer[count++] = part.Take(++sequence);
        told = Math.Max(told, Earliest(safe) is { } more ? more.Edges.Peek().Nanoseconds - 1 : safe);
        if (told >= change - 1) Offer(change);
        return count;
    }

    private void Offer(long at)
    {
        foreach (var part in parts)
            while (part.Changes.TryPeek(out var next) && next.Nanoseconds == at) offered.Enqueue(part.Changes.Dequeue());
    }

    private Part? Earliest(long safe)
    {
        Part? best = null;
        foreach (var part in parts)
            if (part.Edges.TryPeek(out var edge) && edge.Nanoseconds <= safe
                && (best is null || edge.Nanoseconds < best.Edges.Peek().Nanoseconds))
                best = part;
        return best;
    }

    /// <summary>One source, with what it gave and nobody has been given yet.</summary>
    private sealed class Part(ILineSource source, int first)
    {
        internal ILineSource Source => source;

        internal Queue<LineEvent> Edges { get; } = new();

        internal Queue<LinePresence> Changes { get; } = new();

        internal long Until { get; private set; } = long.MinValue;

        internal bool HasSome => Edges.Count > 0 || Changes.Count > 0;

        internal void Read(LineEvent[] buffer, TimeSpan wait)
        {
            var read = source.Read(buffer, wait);
            foreach (var edge in buffer.AsSpan(0, read.Count)) Edges.Enqueue(edge);
            Until = read.Until;
            while (source.TakePresence() is { } change) Changes.Enqueue(change with { Line = change.Line + first });
        }

        internal LineEvent Take(uint sequence)
        {
            var edge = Edges.Dequeue();
            return edge with { Line = edge.Line + first, Sequence = sequence };
        }
    }
}
