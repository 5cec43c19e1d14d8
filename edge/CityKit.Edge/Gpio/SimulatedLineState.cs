namespace CityKit.Edge.Gpio;

/// <summary>One line inside the simulated kernel: its level, the interrupt that waits for its thread, and the queue of events.</summary>
internal sealed class SimulatedLineState
{
    private readonly SimulatedLine line;
    private bool high;
    private uint lineSequence;
    private long? interruptAt;
    private long stampedAt;

    internal SimulatedLineState(SimulatedLine line)
    {
        if (line.BufferSize is < 16 or > 65_536)
            throw new ArgumentOutOfRangeException(nameof(line), line.BufferSize,
                $"The buffer of line '{line.Name}' must be 16 to 65536 events. 线路缓冲须为 16 至 65536。");
        this.line = line;
        high = Level(line.Level);
        Queue = new Queue<LineEvent>(line.BufferSize);
    }

    internal Queue<LineEvent> Queue { get; }

    internal bool IsActive => high != line.ActiveLow;

    internal uint RequestSequence { get; set; }

    internal bool IsPresent { get; private set; } = true;

    /// <summary>The chip is unplugged: what waits is lost.</summary>
    internal void Lose()
    {
        IsPresent = false;
        interruptAt = null;
        Queue.Clear();
    }

    /// <summary>The chip is plugged in again, and the line requested again.</summary>
    internal void Regain() => IsPresent = true;

    /// <summary>Sets the level; true when it changed, so that an interrupt came.</summary>
    internal bool Set(bool? level, long at)
    {
        var next = Level(level);
        if (next == high) return false;
        high = next;
        if (!IsPresent) return false;
        interruptAt ??= at;
        stampedAt = at;
        return true;
    }

    /// <summary>
    /// The interrupt's thread, if it came at or before <paramref name="interruptedBy"/>: it reads the level and queues one event, however
    /// many edges there were since.
    /// </summary>
    internal void Flush(int index, long interruptedBy)
    {
        if (interruptAt is null || interruptAt > interruptedBy) return;
        interruptAt = null;
        if (Queue.Count == line.BufferSize) Queue.Dequeue();
        Queue.Enqueue(new LineEvent(index, IsActive ? LineEdge.Rising : LineEdge.Falling, stampedAt, ++lineSequence, RequestSequence));
    }

    /// <summary>Up to when no more of this line's events can appear.</summary>
    internal long SafeUntil(long now) => interruptAt is null ? now : stampedAt - 1;

    private bool Level(bool? driven) => driven ?? line.Bias switch
    {
        LineBias.PullUp => true,
        LineBias.PullDown => false,
        _ => high,
    };
}
