namespace CityKit.Core.Wire;

/// <summary>A batch as read: its header and its events.</summary>
/// <param name="Header">What it says about itself.</param>
/// <param name="Events">The events, in order; unreadable ones among them.</param>
public sealed record EventBatch(BatchHeader Header, IReadOnlyList<BatchEvent> Events);
