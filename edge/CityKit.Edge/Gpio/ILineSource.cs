using CityKit.Core;

namespace CityKit.Edge.Gpio;

/// <summary>Where edges come from (线路来源): a GPIO chip, a simulated one, a recording. One reader thread reads all its lines.</summary>
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
