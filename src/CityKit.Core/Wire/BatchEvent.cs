namespace CityKit.Core.Wire;

/// <summary>One event of a batch: its bytes, and what they say or why they cannot be read.</summary>
/// <param name="Bytes">The event as sent.</param>
/// <param name="Event">The event; null when the bytes are well-formed MessagePack but no event of this format.</param>
/// <param name="Error">Why there is no event.</param>
public sealed record BatchEvent(ReadOnlyMemory<byte> Bytes, CityEvent? Event, WireError? Error);
