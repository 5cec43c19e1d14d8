using System.Buffers.Binary;
using CityKit.Core.Wire;
using CityKit.Intake;

namespace CityKit.Partitions;

/// <summary>
/// A device's signed batch, as it came. The front has checked its signature by the device's key, and says by which: a node trusts a node,
/// so the owner checks it again only where the device's key is another one meanwhile.
/// </summary>
/// <param name="envelope">The batch.</param>
/// <param name="key">The key that its signature was checked by.</param>
internal sealed class BatchCall(ReadOnlyMemory<byte> envelope, KeyPrint key) : PartitionCall<BatchAnswer>
{
    private const int HeadBytes = 1 + sizeof(ulong);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ToBytes()
    {
        var bytes = new byte[HeadBytes + envelope.Length];
        bytes[0] = (byte)CallKind.Batch;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), key.Value);
        envelope.Span.CopyTo(bytes.AsSpan(HeadBytes));
        return bytes;
    }

    internal static BatchCall Of(ReadOnlyMemory<byte> asked) =>
        new(asked[sizeof(ulong)..], new KeyPrint(BinaryPrimitives.ReadUInt64BigEndian(asked.Span)));

    private protected override ValueTask<BatchAnswer> DecideAsync(CityHub hub, CancellationToken cancellationToken) =>
        hub.AcceptAsync(envelope, key, cancellationToken);

    private protected override BatchAnswer Read(ReadOnlyMemory<byte> answer) => BatchAnswerCodec.Read(answer.Span);

    private protected override ReadOnlyMemory<byte> Write(BatchAnswer answer) => BatchAnswerCodec.Write(answer);
}
