namespace CityKit.Edge.Outbox;

/// <summary>
/// How far the line source was read and judged (来源位置), as committed with what came of it. <c>default</c> is the start of the first boot.
/// </summary>
/// <param name="Boot">The boot's ordinal in this outbox.</param>
/// <param name="Position">The source's own position, which only a rewindable source understands.</param>
/// <param name="Nanoseconds">Every edge up to here is judged.</param>
public readonly record struct SourcePosition(int Boot, long Position, long Nanoseconds);
