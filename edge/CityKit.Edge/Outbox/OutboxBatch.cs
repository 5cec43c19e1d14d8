using CityKit.Core.Wire;

namespace CityKit.Edge.Outbox;

/// <summary>The next events of a lane, ready to be sent.</summary>
/// <param name="Header">Who, where from, after what.</param>
/// <param name="Events">The encoded events.</param>
/// <param name="Last">The last sequence it stands for.</param>
internal sealed record OutboxBatch(BatchHeader Header, IReadOnlyList<ReadOnlyMemory<byte>> Events, long Last)
{
    /// <summary>The batch as it is signed.</summary>
    public byte[] Encode() => BatchCodec.Encode(Header, Events);
}
