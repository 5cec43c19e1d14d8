namespace CityKit.Edge.Gpio;

/// <summary>
/// One edge of one line, as the kernel queued it (边沿事件). The same edge twice in a row is legal: two edges closer than the kernel's
/// latency merge. <c>default</c> is of line 0 at 0.
/// </summary>
/// <param name="Line">Index in <see cref="ILineSource.Lines"/>.</param>
/// <param name="Edge">Which way.</param>
/// <param name="Nanoseconds">CLOCK_MONOTONIC at the interrupt.</param>
/// <param name="LineSequence">Counts this line's edges from 1; a hole says how many edges the full buffer dropped.</param>
/// <param name="Sequence">Counts the edges of all lines of the source; holes mean nothing.</param>
public readonly record struct LineEvent(int Line, LineEdge Edge, long Nanoseconds, uint LineSequence, uint Sequence)
{
    /// <summary>True when the line became active.</summary>
    public bool IsActive => Edge == LineEdge.Rising;
}
