using CityKit.Core;
using CityKit.Edge.Configuration;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// The lines of expanders, asked at a rate on the threads of their buses. An edge is stamped when it was seen, so it is as late as the
/// rate, and a pulse shorter than it may be missed: contacts, not meters or barriers.
/// </summary>
internal sealed class ExpanderLineSource : ILineSource
{
    private const string Away = "chip-away";
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(2);
    private readonly object gate = new(); // waited on, so no Lock
    private readonly TimeProvider time;
    private readonly LineConfiguration[] lines;
    private readonly bool[] present;
    private readonly bool[] levels;
    private readonly uint[] counts;
    private readonly int[] waitingOf;
    private readonly Queue<LineEvent> waiting = new();
    private readonly Queue<LinePresence> changes = new();
    private readonly HashSet<ExpanderPort> unread;
    private uint sequence;
    private long last;
    private long told;
    private long delivered;
    private bool offered;
    private bool disposed;

    internal ExpanderLineSource(LineConfiguration[] lines, ExpanderPort[] ports, BootId boot, TimeProvider time)
    {
        (this.time, this.lines, Boot) = (time, lines, boot);
        Lines = LineNames.Checked([.. lines.Select(l => l.Name)]);
        (present, levels, counts, waitingOf) = (new bool[lines.Length], new bool[lines.Length], new uint[lines.Length],
            new int[lines.Length]);
        last = told = Now - 1;
        unread = [.. ports];
        foreach (var port in ports.Distinct())
        {
            int[] own = [.. Enumerable.Range(0, lines.Length).Where(i => ports[i] == port)];
            port.Handle.Bus.Every(port.PollEvery, () => Take(port, own, port.TryRead()));
        }
        AwaitFirst();
    }

    public BootId Boot { get; }

    public IReadOnlyList<string> Lines { get; }

    public bool CanRewind => false;

    public long Now => (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);

    public bool IsPresent(int line)
    {
        lock (gate) return present[LineNames.Index(line, Lines)];
    }

    public bool IsActive(int line)
    {
        lock (gate) return levels[LineNames.Index(line, Lines)];
    }

    public LinePresence? TakePresence()
    {
        lock (gate) return IsChangeDue_NeedsLock() ? changes.Dequeue() : null;
    }

    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer must hold at least 1 event.", nameof(buffer));
        lock (gate)
        {
            while (offered && IsChangeDue_NeedsLock()) changes.Dequeue(); // what nobody took is of no interest
            if (!disposed && waiting.Count == 0 && changes.Count == 0 && timeout > TimeSpan.Zero) Monitor.Wait(gate, timeout);
            ObjectDisposedException.ThrowIf(disposed, this);
            return Deliver_NeedsLock(buffer);
        }
    }

    public void Rewind(long position) => throw new NotSupportedException("An expander keeps no edges to go back to: ask CanRewind first.");

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>So that a device that is there is not reported away at every start.</summary>
    private void AwaitFirst()
    {
        lock (gate)
        {
            var begun = time.GetTimestamp();
            while (unread.Count > 0 && FirstPatience - time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
                Monitor.Wait(gate, left);
            changes.Clear(); // the reader asks for presence and levels as it starts
        }
    }

    /// <summary>What the bus's thread saw.</summary>
    private void Take(ExpanderPort port, int[] own, ulong? seen)
    {
        lock (gate)
        {
            if (disposed) return;
            foreach (var line in own)
                Take_NeedsLock(line, seen is { } bits ? (bits >> lines[line].Offset!.Value & 1) != 0 != lines[line].ActiveLow : null);
            unread.Remove(port);
            Monitor.PulseAll(gate);
        }
    }

    private void Take_NeedsLock(int line, bool? active)
    {
        if (active is null == !present[line])
        {
            if (active is { } now && now != levels[line]) AddEdge_NeedsLock(line, now);
            return;
        }
        present[line] = active is not null;
        levels[line] = active ?? levels[line];
        changes.Enqueue(new LinePresence(line, present[line], Stamp_NeedsLock(), Away));
    }

    private void AddEdge_NeedsLock(int line, bool active)
    {
        levels[line] = active;
        counts[line]++; // the hole in the line's numbers says what a full buffer dropped
        if (waitingOf[line] == lines[line].BufferSize) return;
        waitingOf[line]++;
        waiting.Enqueue(new LineEvent(line, active ? LineEdge.Rising : LineEdge.Falling, Stamp_NeedsLock(), counts[line], ++sequence));
    }

    /// <summary>After every edge and every moment that was reported.</summary>
    private long Stamp_NeedsLock() => last = Math.Max(Now, last + 1);

    private LineRead Deliver_NeedsLock(Span<LineEvent> buffer)
    {
        var safe = changes.TryPeek(out var change) ? change.Nanoseconds - 1 : last = Math.Max(last, Now);
        var count = 0;
        while (count < buffer.Length && waiting.TryPeek(out var edge) && edge.Nanoseconds <= safe)
        {
            waitingOf[edge.Line]--;
            buffer[count++] = waiting.Dequeue();
        }
        var until = waiting.TryPeek(out var next) && next.Nanoseconds <= safe ? next.Nanoseconds - 1 : safe;
        told = Math.Max(told, until);
        offered = IsChangeDue_NeedsLock();
        return new LineRead(count, told, delivered += count);
    }

    private bool IsChangeDue_NeedsLock() => changes.TryPeek(out var change) && told >= change.Nanoseconds - 1;
}
