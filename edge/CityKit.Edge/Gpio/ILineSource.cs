using CityKit.Core;

namespace CityKit.Edge.Gpio;

/// <summary>A source of edges (线路来源): the lines of a GPIO chip, of a simulated one or of a recording.</summary>
/// <remarks>
/// Implement it for hardware that neither the kernel nor a <c>GpioController</c> reaches, and try it with <c>LineSourceConformance</c>.
/// Times are nanoseconds of the boot's monotonic clock, which a power cut restarts; levels are after active-low. One thread reads, and
/// edges of all lines come in order of time. The same level twice is legal, and a hole in a line's numbers says how many edges were lost:
/// report a loss, never hide it. A chip that goes away is no exception but a <see cref="LinePresence"/>. Who opened it disposes it, also
/// while <see cref="Read"/> waits; the edge's runtime does so for its own.
/// </remarks>
/// <example><code>
/// var edges = new LineEvent[256];
/// while (!stopping.IsCancellationRequested)
/// {
///     var read = lines.Read(edges, TimeSpan.FromMilliseconds(250)); // lines: an ILineSource
///     foreach (var edge in edges.Take(read.Count))
///         Console.WriteLine($"{lines.Lines[edge.Line]} {(edge.IsActive ? "on" : "off")} at {edge.Nanoseconds} ns");
///     while (lines.TakePresence() is { } change) Console.WriteLine($"{lines.Lines[change.Line]} present: {change.Present}");
/// }
/// </code></example>
public interface ILineSource : IDisposable
{
    /// <summary>The boot whose monotonic clock stamps the edges.</summary>
    BootId Boot { get; }

    /// <summary>The names of the lines; an event names its line by the index here.</summary>
    IReadOnlyList<string> Lines { get; }

    /// <summary>True when <see cref="Rewind"/> works, so that a restart misses nothing.</summary>
    bool CanRewind { get; }

    /// <summary>The monotonic clock, in nanoseconds.</summary>
    long Now { get; }

    /// <summary>False while the line's chip is away, or another program has it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    bool IsPresent(int line) => true;

    /// <summary>
    /// Why a line is away, for people: the chip is not there, another program has the line, the chip has no such line; null while it is
    /// present.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    string? WhyAway(int line) => IsPresent(line) ? null : "the line is away";

    /// <summary>
    /// The next line that went away or came back, once every edge before that moment was read; null when there is none. One that nobody
    /// takes before the next <see cref="Read"/> is forgotten.
    /// </summary>
    LinePresence? TakePresence() => null;

    /// <summary>The level of a line now, after active-low.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line.</exception>
    bool IsActive(int line);

    /// <summary>
    /// Waits until there are edges, time passed, or <paramref name="timeout"/> is over; edges of all lines come in time order. For one
    /// reader thread.
    /// </summary>
    /// <exception cref="ArgumentException">The buffer is empty.</exception>
    /// <exception cref="ObjectDisposedException">The source is disposed, also while waiting.</exception>
    LineRead Read(Span<LineEvent> buffer, TimeSpan timeout);

    /// <summary>Makes the next <see cref="Read"/> begin at a position that an earlier one returned, in this process or before.</summary>
    /// <exception cref="NotSupportedException"><see cref="CanRewind"/> is false.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The source has no such position.</exception>
    void Rewind(long position);
}
