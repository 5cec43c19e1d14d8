using CityKit.Edge.Gpio;

namespace CityKit.Edge.Evidence;

/// <summary>One raw edge as the kernel gave it (原始边沿). <c>default</c> is of line 0 at 0.</summary>
/// <param name="Line">Index in the evidence's lines.</param>
/// <param name="Edge">Rising = became active.</param>
/// <param name="Nanoseconds">When; monotonic.</param>
/// <param name="LineSequence">The line's own count, whose holes show what the kernel dropped.</param>
public readonly record struct EvidenceEdge(int Line, LineEdge Edge, long Nanoseconds, uint LineSequence);
