using CityKit.Core;

namespace CityKit.Edge.Gpio;

/// <summary>
/// A chip that behaves as the Linux kernel's GPIO v2 does (模拟芯片), for tests and trials without pins. It has monotonic timestamps, sequence
/// numbers, a bounded buffer per line that drops the oldest, bias and active-low, and toggles closer than the latency merge into one event.
/// Its owner drives lines and moves time, from any thread; one other thread reads.
/// </summary>
/// <remarks>
/// For tests and demonstrations of a whole device without pins, on any system; for one detector alone call its methods. Its clock stays
/// where it is until <see cref="AdvanceTo"/>; moments are nanoseconds and have to be in the future when a line is driven.
/// <see cref="Unplug"/> and <see cref="Plug"/> take the chip away and bring it back. For a power cut dispose it and open another with a new
/// boot. It does not show how fast a real chip is.
/// </remarks>
/// <example><code>
/// var chip = new SimulatedChip(new BootId(1), [new SimulatedLine("door")]);
/// services.AddCityKitEdge(edge => edge.Configure(options => options.Source = _ => chip));
/// await app.StartAsync(stopping);
/// var judged = app.Services.GetRequiredService&lt;EdgeRuntime>().Loop.WaitUntil(2_000_000_000, stopping); // ask first, then move time
/// chip.Drive(line: 0, high: true, atNanoseconds: 1_000_000_000);
/// chip.AdvanceTo(2_000_000_000);
/// await judged; // the contact is in the outbox
/// </code></example>
public sealed class SimulatedChip : ILineSource
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim moved = new(0, 1);
    private readonly SimulatedLineState[] lines;
    private readonly Queue<LinePresence> changes = new();
    private readonly PriorityQueue<Toggle, (long At, long Order)> future = new();
    private readonly long latency;
    private long now;
    private long order;
    private long delivered;
    private long told;
    private uint sequence;
    private bool offered;
    private bool disposed;

    /// <summary>A chip at time <paramref name="startNanoseconds"/> of a boot.</summary>
    /// <param name="boot">The boot whose clock it shows.</param>
    /// <param name="lines">Its lines, 1 to 1,024.</param>
    /// <param name="startNanoseconds">The clock at the start.</param>
    /// <param name="latencyNanoseconds">How long an interrupt waits for its thread: toggles of one line closer than this merge. 0 merges
    /// none.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a number is out of its range.</exception>
    public SimulatedChip(BootId boot, IReadOnlyList<SimulatedLine> lines, long startNanoseconds = 0, long latencyNanoseconds = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startNanoseconds);
        ArgumentOutOfRangeException.ThrowIfNegative(latencyNanoseconds);
        Boot = boot;
        Lines = LineNames.Checked([.. lines.Select(l => l.Name)]);
        this.lines = [.. lines.Select(l => new SimulatedLineState(l))];
        latency = latencyNanoseconds;
        now = startNanoseconds;
        told = startNanoseconds - 1;
    }

    /// <inheritdoc/>
    public BootId Boot { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>False: what a kernel's buffer dropped is gone.</summary>
    public bool CanRewind => false;

    /// <inheritdoc/>
    public long Now
    {
        get { lock (gate) return now; }
    }

    /// <inheritdoc/>
    public bool IsActive(int line)
    {
        lock (gate) return lines[LineNames.Index(line, Lines)].IsActive;
    }

    /// <summary>Drives a line high or low at a moment after <see cref="Now"/>; it happens when time gets there.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line, or the moment is not in the future.</exception>
    public void Drive(int line, bool high, long atNanoseconds) => Schedule(line, high, atNanoseconds);

    /// <summary>Drives a line high or low a while from now, no matter who moves time meanwhile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line, or the while is not over 0.</exception>
    public void DriveAfter(int line, bool high, long nanoseconds)
    {
        lock (gate) Schedule(line, high, now + nanoseconds);
    }

    /// <summary>Lets go of a line at a moment after <see cref="Now"/>: its bias decides the level.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line, or the moment is not in the future.</exception>
    public void Release(int line, long atNanoseconds) => Schedule(line, null, atNanoseconds);

    /// <inheritdoc/>
    public bool IsPresent(int line)
    {
        lock (gate) return lines[LineNames.Index(line, Lines)].IsPresent;
    }

    /// <summary>
    /// Takes the chip away, one nanosecond from <see cref="Now"/>: edges that nobody read are lost. Away already, it changes nothing.
    /// </summary>
    public void Unplug() => SetPresence(false);

    /// <summary>Brings the chip back, one nanosecond from <see cref="Now"/>. There already, it changes nothing.</summary>
    public void Plug() => SetPresence(true);

    /// <inheritdoc/>
    public LinePresence? TakePresence()
    {
        lock (gate) return IsChangeDue_NeedsLock() ? changes.Dequeue() : null;
    }

    /// <summary>Moves time; what was driven up to then happens, and the reader wakes. A time that has passed changes nothing.</summary>
    public void AdvanceTo(long nanoseconds)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (nanoseconds <= now) return;
            while (future.TryPeek(out var toggle, out var due) && due.At <= nanoseconds) Happen_NeedsLock(future.Dequeue(), due.At);
            now = nanoseconds;
            Flush_NeedsLock();
            Wake_NeedsLock();
        }
    }

    /// <inheritdoc/>
    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer must hold at least 1 event.", nameof(buffer));
        ForgetOffered();
        var read = Take(buffer);
        if (read is null && moved.Wait(timeout)) read = Take(buffer);
        return read ?? Nothing();
    }

    /// <summary>Not possible.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Rewind(long position) => throw new NotSupportedException("A chip cannot be rewound: ask CanRewind first.");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Wake_NeedsLock();
        }
    }

    private void Schedule(int line, bool? high, long at)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            LineNames.Index(line, Lines);
            if (at <= now) throw new ArgumentOutOfRangeException(nameof(at), at, $"The moment must be after the chip's clock, {now} ns.");
            future.Enqueue(new Toggle(line, high), (at, order++));
        }
    }

    private void Happen_NeedsLock(Toggle toggle, long at)
    {
        now = at;
        Flush_NeedsLock();
        if (lines[toggle.Line].Set(toggle.High, at)) lines[toggle.Line].RequestSequence = ++sequence;
        Flush_NeedsLock();
    }

    /// <summary>Lets the interrupt threads whose latency is over queue their events.</summary>
    private void Flush_NeedsLock()
    {
        for (var i = 0; i < lines.Length; i++) lines[i].Flush(i, now - latency);
    }

    private LineRead? Take(Span<LineEvent> buffer)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            moved.Wait(0); // what the last wake reported is about to be read
            var safe = lines.Length == 0 ? now : lines.Min(l => l.SafeUntil(now));
            if (changes.TryPeek(out var change)) safe = Math.Min(safe, change.Nanoseconds - 1);
            var count = 0;
            while (count < buffer.Length && Earliest_NeedsLock(safe) is { } line) buffer[count++] = line.Queue.Dequeue();
            delivered += count;
            var until = Earliest_NeedsLock(safe) is { } waiting ? waiting.Queue.Peek().Nanoseconds - 1 : safe;
            if (count == 0 && until <= told && !IsChangeDue_NeedsLock()) return null;
            told = Math.Max(told, until);
            offered = IsChangeDue_NeedsLock();
            return new LineRead(count, told, delivered);
        }
    }

    private void SetPresence(bool present)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (lines[0].IsPresent == present) return;
            now++;
            for (var i = 0; i < lines.Length; i++)
            {
                if (present) lines[i].Regain();
                else lines[i].Lose();
                changes.Enqueue(new LinePresence(i, present, now, "chip-away"));
            }
            Wake_NeedsLock();
        }
    }

    /// <summary>True when everything before the next change of presence was read.</summary>
    private bool IsChangeDue_NeedsLock() => changes.TryPeek(out var change) && told >= change.Nanoseconds - 1;

    /// <summary>A change that the last read offered and nobody took is of no interest.</summary>
    private void ForgetOffered()
    {
        lock (gate)
        {
            while (offered && IsChangeDue_NeedsLock()) changes.Dequeue();
            offered = false;
        }
    }

    private LineRead Nothing()
    {
        lock (gate) return new LineRead(0, told, delivered);
    }

    private SimulatedLineState? Earliest_NeedsLock(long safe)
    {
        SimulatedLineState? best = null;
        foreach (var line in lines)
            if (line.Queue.TryPeek(out var e) && e.Nanoseconds <= safe && (best is null || IsBefore(e, best.Queue.Peek()))) best = line;
        return best;
    }

    private static bool IsBefore(in LineEvent a, in LineEvent b) => (a.Nanoseconds, a.Sequence).CompareTo((b.Nanoseconds, b.Sequence)) < 0;

    private void Wake_NeedsLock()
    {
        if (moved.CurrentCount == 0) moved.Release();
    }

    private readonly record struct Toggle(int Line, bool? High);
}
