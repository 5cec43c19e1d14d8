using System.Device.Gpio;
using CityKit.Core;
using CityKit.Edge.Gpio;

namespace CityKit.Edge.Devices;

/// <summary>
/// Reads lines of any <see cref="GpioController"/> (适配 GpioController 的线路来源), for boards that only such a driver reaches. Edges are
/// stamped and counted when the controller's callback runs, not in the interrupt: what was lost before that is not noticed. Where the
/// kernel's character device is there, use the Linux source instead.
/// </summary>
/// <remarks>
/// For contacts and relays; not for barriers and pulse meters, whose intervals would be wrong. One thread reads; the controller calls back
/// on its own. Each line keeps up to <see cref="ControllerLine.BufferSize"/> edges and drops the oldest, which is counted. What happens
/// while no process runs is not seen. Disposing it closes the pins; the controller is the caller's to dispose, after it.
/// </remarks>
/// <example><code>
/// using var controller = new System.Device.Gpio.GpioController();
/// var boot = BootId.Parse(File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim().Replace("-", ""));
/// using var source = new ControllerLineSource(controller, [new ControllerLine("door", 17) { Bias = LineBias.PullUp }], boot, time);
/// Console.WriteLine(source.IsActive(0) ? "open" : "closed");
/// </code></example>
public sealed class ControllerLineSource : ILineSource
{
    private const int MaxLines = 1024;
    private readonly object gate = new(); // waited on, so no Lock
    private readonly GpioController controller;
    private readonly TimeProvider time;
    private readonly ControllerLine[] lines;
    private readonly Queue<LineEvent>[] waiting;
    private readonly uint[] counts;
    private readonly PinChangeEventHandler[] handlers;
    private uint sequence;
    private long last;
    private long delivered;
    private bool disposed;

    /// <summary>Opens the pins and listens. The controller stays the caller's; the pins are closed with this source.</summary>
    /// <param name="controller">The controller.</param>
    /// <param name="lines">The lines, 1 to 1,024.</param>
    /// <param name="boot">The boot whose monotonic clock <paramref name="time"/> shows.</param>
    /// <param name="time">The monotonic clock; the system's is CLOCK_MONOTONIC on Linux.</param>
    /// <exception cref="ArgumentException">A name or a pin occurs twice, there are too many lines, or a buffer is smaller than
    /// 1.</exception>
    public ControllerLineSource(GpioController controller, IReadOnlyList<ControllerLine> lines, BootId boot, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(controller);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(time);
        Check(lines);
        (this.controller, this.time, this.lines, Boot) = (controller, time, [.. lines], boot);
        Lines = [.. lines.Select(l => l.Name)];
        waiting = [.. lines.Select(_ => new Queue<LineEvent>())];
        counts = new uint[lines.Count];
        handlers = [.. lines.Select((_, line) => new PinChangeEventHandler((_, change) => Take(line, change.ChangeType)))];
        OpenAll();
    }

    /// <inheritdoc/>
    public BootId Boot { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>False: nobody keeps the edges.</summary>
    public bool CanRewind => false;

    /// <inheritdoc/>
    public long Now => (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);

    /// <summary>True for every line: a controller does not say that its chip is away.</summary>
    public bool IsPresent(int line) => Known(line) is not null;

    /// <inheritdoc/>
    public bool IsActive(int line) => (controller.Read(Known(line).Pin) == PinValue.High) != lines[line].ActiveLow;

    /// <inheritdoc/>
    public LineRead Read(Span<LineEvent> buffer, TimeSpan timeout)
    {
        if (buffer.IsEmpty) throw new ArgumentException("The buffer holds 1 edge or more.", nameof(buffer));
        lock (gate)
        {
            if (!disposed && NextLine() < 0) Monitor.Wait(gate, timeout);
            ObjectDisposedException.ThrowIf(disposed, this);
            var count = 0;
            for (int line; count < buffer.Length && (line = NextLine()) >= 0; count++) buffer[count] = waiting[line].Dequeue();
            return new LineRead(count, Until(), delivered += count);
        }
    }

    /// <inheritdoc/>
    public void Rewind(long position) => throw new NotSupportedException("A controller keeps no edges to go back to.");

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (disposed) return;
            disposed = true;
            Monitor.PulseAll(gate);
        }
        for (var line = 0; line < lines.Length; line++) Close(line);
    }

    private static void Check(IReadOnlyList<ControllerLine> lines)
    {
        if (lines.Count is 0 or > MaxLines)
            throw new ArgumentException($"A source has 1 to {MaxLines} lines, not {lines.Count}.", nameof(lines));
        if (lines.DistinctBy(l => l.Name).Count() < lines.Count || lines.DistinctBy(l => l.Pin).Count() < lines.Count)
            throw new ArgumentException("Each name and each pin occurs once.", nameof(lines));
        if (lines.FirstOrDefault(l => l.BufferSize < 1) is { } small)
            throw new ArgumentException($"The buffer of '{small.Name}' holds 1 edge or more, not {small.BufferSize}.", nameof(lines));
    }

    private ControllerLine Known(int line) => line >= 0 && line < lines.Length ? lines[line]
        : throw new ArgumentOutOfRangeException(nameof(line), line, $"There are lines 0 to {lines.Length - 1}.");

    private static PinMode ModeOf(LineBias bias) => bias switch
    {
        LineBias.PullUp => PinMode.InputPullUp,
        LineBias.PullDown => PinMode.InputPullDown,
        _ => PinMode.Input,
    };

    private void OpenAll()
    {
        var opened = 0;
        try
        {
            for (; opened < lines.Length; opened++) Open(opened);
        }
        catch
        {
            while (--opened >= 0) Close(opened);
            throw;
        }
    }

    private void Open(int line)
    {
        var pin = lines[line].Pin;
        controller.OpenPin(pin, ModeOf(lines[line].Bias));
        try
        {
            controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Rising | PinEventTypes.Falling, handlers[line]);
        }
        catch
        {
            controller.ClosePin(pin);
            throw;
        }
    }

    private void Close(int line)
    {
        controller.UnregisterCallbackForPinValueChangedEvent(lines[line].Pin, handlers[line]);
        controller.ClosePin(lines[line].Pin);
    }

    /// <summary>Called on a thread of the controller's.</summary>
    private void Take(int line, PinEventTypes change)
    {
        lock (gate)
        {
            if (disposed) return;
            last = Math.Max(Now, last + 1); // after every edge and every "until" that was reported
            var edge = (change == PinEventTypes.Rising) != lines[line].ActiveLow ? LineEdge.Rising : LineEdge.Falling;
            if (waiting[line].Count == lines[line].BufferSize) waiting[line].Dequeue(); // the hole in the line's numbers shows it
            waiting[line].Enqueue(new LineEvent(line, edge, last, ++counts[line], ++sequence));
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>The line with the oldest edge; −1 when none waits.</summary>
    private int NextLine()
    {
        var (oldest, at) = (-1, long.MaxValue);
        for (var line = 0; line < waiting.Length; line++)
            if (waiting[line].TryPeek(out var edge) && edge.Nanoseconds < at) (oldest, at) = (line, edge.Nanoseconds);
        return oldest;
    }

    private long Until()
    {
        var line = NextLine();
        return line < 0 ? last = Math.Max(last, Now) : waiting[line].Peek().Nanoseconds - 1;
    }
}
