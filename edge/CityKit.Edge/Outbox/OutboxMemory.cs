using System.Collections.Immutable;

namespace CityKit.Edge.Outbox;

/// <summary>The state as the file has it, with the log that leads there.</summary>
/// <param name="Values">Each key's value.</param>
/// <param name="Log">The log's last page.</param>
/// <param name="Source">How far the source was read.</param>
internal sealed record OutboxMemory(ImmutableDictionary<string, byte[]> Values, StateLog Log, SourcePosition? Source);
