namespace CityKit.Edge.Outbox;

/// <summary>What became of an outbox file that was not what had been written (抢救).</summary>
/// <param name="MovedAside">Where the file is now.</param>
/// <param name="Kept">Events that could be read and go on in the new outbox.</param>
/// <param name="Lost">Events that could not; a <see cref="Core.EventKind.Dropped"/> with the reason <c>damaged</c> is in their
/// places.</param>
internal sealed record OutboxSalvage(string MovedAside, long Kept, long Lost);
