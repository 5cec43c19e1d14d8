using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>A batch and its signature as they travel and as the journal keeps them: one MessagePack array of two byte strings.</summary>
/// <param name="Batch">The batch, as <see cref="BatchCodec"/> writes it; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedBatch(ReadOnlyMemory<byte> Batch, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What the envelope adds to a batch at most, in bytes.</summary>
    public const int Overhead = SignedEnvelope.Overhead;

    /// <summary>Signs a batch.</summary>
    public static SignedBatch Sign(byte[] batch, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SignedBatch(batch, key.Sign(batch));
    }

    /// <summary>The envelope's bytes.</summary>
    public byte[] Encode() => SignedEnvelope.Encode(Batch.Span, Signature.Span);

    /// <summary>Reads an envelope; checks its form, not its signature.</summary>
    /// <returns>The envelope, or null with what is wrong and where.</returns>
    public static SignedBatch? Decode(ReadOnlyMemory<byte> bytes, out WireError? error) =>
        SignedEnvelope.Decode(bytes, WireTerms.Batch, int.MaxValue, out error) is var (batch, signature)
            ? new SignedBatch(batch, signature) : null;
}
