using CityKit.Core;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Gpio.Linux;

/// <summary>
/// Reads the lines of GPIO chips through the kernel's character device, uAPI v2 (Linux 线路来源). Each line is a request of its own, and the
/// one thread that calls <see cref="Read"/> polls them all. Times and numbers are the kernel's, taken in the interrupt. A chip that goes
/// away is looked for until it is back.
/// </summary>
/// <remarks>
/// The usual source on a Raspberry Pi and any other board under Linux 5.10 or newer; the user needs the group <c>gpio</c>. Name chips by
/// label, as their numbers change between boots. The kernel keeps up to 1,024 edges of a line and drops the oldest; what was dropped, or
/// came while no process read, is lost and reported as missed or blind. Each edge is delivered after
/// <see cref="LinuxLineSourceOptions.Settle"/>, 1 ms. Disposing it gives the lines back to other programs. For tests take a
/// <see cref="SimulatedChip"/>; lines of an expander are slower.
/// </remarks>
/// <example><code>
/// var source = new LinuxLineSource(
/// [
///     new LinuxLine("door", "pinctrl-rp1") { Offset = 17, Bias = LineBias.PullUp, ActiveLow = true }, // a Raspberry Pi 5
///     new LinuxLine("water", "pinctrl-rp1") { LineName = "GPIO27", Debounce = Duration.FromMilliseconds(5) },
/// ], new LinuxLineSourceOptions { StartWithout = true }); // begins without a line that another program has
/// for (var line = 0; line &lt; source.Lines.Count; line++)
///     if (source.WhyAway(line) is { } why) Console.Error.WriteLine($"{source.Lines[line]}: {why}");
/// </code></example>
public sealed class LinuxLineSource : ILineSource
{
    private readonly Lock reading = new();
    private readonly SafeFileHandle wake = Libc.CreateWake();
    private readonly LinuxInput[] inputs;
    private readonly PollDescriptor[] polled;
    private readonly Queue<LinePresence> changes = new();
    private readonly long settle;
    private readonly long retry;
    private long nextRetry;
    private long told;
    private long delivered;
    private long late;
    private bool offered;
    private volatile bool disposed;

    /// <summary>Requests the lines.</summary>
    /// <param name="lines">The lines, at most 1,024; none on a device that has channels only.</param>
    /// <param name="options">How to read; null for the defaults.</param>
    /// <exception cref="ArgumentException">A name occurs twice, or a member is out of its range.</exception>
    /// <exception cref="LineUnavailableException">A line cannot be had, and <see cref="LinuxLineSourceOptions.StartWithout"/> is
    /// false.</exception>
    /// <exception cref="PlatformNotSupportedException">This is not Linux.</exception>
    public LinuxLineSource(IReadOnlyList<LinuxLine> lines, LinuxLineSourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(lines);
        options ??= new LinuxLineSourceOptions();
        options.Check();
        Lines = LineNames.Checked([.. lines.Select(l => l.Name)]);
        foreach (var line in lines) line.Check();
        Boot = LinuxBoot.Read();
        (settle, retry) = (options.Settle.ToInt64Nanoseconds(), options.RetryAfter.ToInt64Nanoseconds());
        told = Now - 1;
        inputs = [.. lines.Select((line, index) => new LinuxInput(index, line, options))];
        polled = new PollDescriptor[inputs.Length + 1];
        OpenAll(options.StartWithout);
        nextRetry = Now + retry;
    }

    /// <inheritdoc/>
    public BootId Boot { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>False: what the kernel's buffer dropped is gone.</summary>
    public bool CanRewind => false;

    /// <summary>CLOCK_MONOTONIC.</summary>
    public long Now => Libc.Now;

    /// <summary>
    /// How many edges needed longer than <see cref="LinuxLineSourceOptions.Settle"/> from the interrupt to us, and were given the earliest
    /// time still in order.
    /// </summary>
    public long LateEdges => Volatile.Read(ref late);

    /// <summary>The level now, after active-low; the last one known while the chip is away.</summary>
    public bool IsActive(int line) => inputs[LineNames.Index(line, Lines)].ReadLevel();

    /// <inheritdoc/>
    public bool IsPresent(int line) => inputs[LineNames.Index(line, Lines)].IsPresent;

    /// <inheritdoc/>
    public string? WhyAway(int line) => inputs[LineNames.Index(line, Lines)] is { IsPresent: false } away ? away.Trouble : null;

    /// <summary>
    /// Waits until there are edges or the timeout is over; the settle time is added to a timeout, so that a wait for a moment delivers all
    /// up to it.
    /// </summary>
    /// <exception cref="ArgumentException">The buffer is empty.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed, also while waiting.</exception>
    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer must hold at least 1 event.", nameof(buffer));
        lock (reading)
        {
            ForgetOffered_NeedsLock();
            var end = timeout > TimeSpan.Zero
                ? Now + Math.Min(timeout.Ticks, TimeSpan.TicksPerDay) * TimeSpan.NanosecondsPerTick + settle : long.MinValue;
            while (true)
            {
                var count = Deliver_NeedsLock(buffer, Collect_NeedsLock());
                if (count > 0 || IsChangeDue || Now >= end) return new LineRead(count, told, delivered);
                Wait_NeedsLock(end);
            }
        }
    }

    /// <inheritdoc/>
    public LinePresence? TakePresence()
    {
        lock (reading) return IsChangeDue ? changes.Dequeue() : null;
    }

    /// <summary>Not possible.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Rewind(long position) => throw new NotSupportedException("A chip cannot be rewound: ask CanRewind first.");

    /// <summary>Gives the lines back; a waiting reader ends.</summary>
    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        Libc.Wake(wake);
        lock (reading)
        {
            foreach (var input in inputs) input.Close();
            wake.Dispose();
        }
    }

    /// <summary>True when everything before the next change of presence was delivered.</summary>
    private bool IsChangeDue => changes.TryPeek(out var change) && told >= change.Nanoseconds - 1;

    private void OpenAll(bool startWithout)
    {
        try
        {
            foreach (var input in inputs)
                if (!startWithout) input.Open();
                else input.TryOpen();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A change that the last read offered and nobody took is of no interest.</summary>
    private void ForgetOffered_NeedsLock()
    {
        while (offered && IsChangeDue) changes.Dequeue();
        offered = false;
    }

    /// <summary>Reads all lines once.</summary>
    /// <returns>The moment up to which every edge has been read.</returns>
    private long Collect_NeedsLock()
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        if (Now >= nextRetry) Reopen_NeedsLock();
        var before = Now;
        Poll_NeedsLock(inputs.Length, 0);
        for (var i = 0; i < inputs.Length; i++)
            if (polled[i].Returned != 0) Drain_NeedsLock(inputs[i], polled[i].Returned);
        return before - settle;
    }

    private void Drain_NeedsLock(LinuxInput input, short returned)
    {
        var alive = (returned & PollDescriptor.Gone) == 0 && input.Drain(told, ref late);
        if (alive) return;
        input.Lose();
        var now = Now;
        changes.Enqueue(new LinePresence(Array.IndexOf(inputs, input), false, now, input.Reason));
        nextRetry = now + retry;
    }

    private void Reopen_NeedsLock()
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var at = Now;
            if (inputs[i].IsPresent || !inputs[i].TryOpen()) continue;
            changes.Enqueue(new LinePresence(i, true, at, inputs[i].Reason));
        }
        nextRetry = Now + retry;
    }

    private int Deliver_NeedsLock(Span<LineEvent> buffer, long safe)
    {
        if (changes.TryPeek(out var change)) safe = Math.Min(safe, change.Nanoseconds - 1);
        var count = 0;
        while (count < buffer.Length && Earliest_NeedsLock(safe) is { } input) buffer[count++] = input.Queue.Dequeue();
        delivered += count;
        var until = Earliest_NeedsLock(safe) is { } waiting ? waiting.Queue.Peek().Nanoseconds - 1 : safe;
        told = Math.Max(told, until);
        offered = IsChangeDue;
        return count;
    }

    private LinuxInput? Earliest_NeedsLock(long safe)
    {
        LinuxInput? best = null;
        foreach (var input in inputs)
            if (input.Queue.TryPeek(out var e) && e.Nanoseconds <= safe && (best is null || e.Nanoseconds < best.Queue.Peek().Nanoseconds))
                best = input;
        return best;
    }

    /// <summary>
    /// While an edge settles only the end of that time is waited for: others that come meanwhile are read together with it.
    /// </summary>
    private void Wait_NeedsLock(long end)
    {
        var wakeAt = Math.Min(end, Away_NeedsLock() ? nextRetry : long.MaxValue);
        var settling = Earliest_NeedsLock(long.MaxValue) is { } input ? input.Queue.Peek().Nanoseconds + settle : long.MaxValue;
        if (changes.TryPeek(out var change)) settling = Math.Min(settling, change.Nanoseconds + settle);
        var wait = Math.Max(0, Math.Min(wakeAt, settling) - Now);
        Poll_NeedsLock(settling < long.MaxValue ? 0 : inputs.Length, wait);
    }

    private bool Away_NeedsLock() => Array.Exists(inputs, input => !input.IsPresent);

    /// <summary>Polls the first lines and what wakes us.</summary>
    private void Poll_NeedsLock(int lines, long nanoseconds)
    {
        for (var i = 0; i < lines; i++) polled[i] = new PollDescriptor { Descriptor = inputs[i].Descriptor, Events = PollDescriptor.In };
        polled[lines] = new PollDescriptor { Descriptor = (int)wake.DangerousGetHandle(), Events = PollDescriptor.In };
        Libc.Poll(polled.AsSpan(0, lines + 1), nanoseconds);
    }
}
