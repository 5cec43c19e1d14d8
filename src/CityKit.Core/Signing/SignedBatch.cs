using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>A batch and its signature as they travel and as the journal keeps them: one MessagePack array of two byte strings.</summary>
/// <param name="Batch">The batch, as <see cref="BatchCodec"/> writes it; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedBatch(ReadOnlyMemory<byte> Batch, ReadOnlyMemory<byte> Signature)
{
    /// <summary>What the envelope adds to a batch at most, in bytes.</summary>
    public const int Overhead = 80;

    private const int SignatureBytes = 64;

    /// <summary>Signs a batch.</summary>
    public static SignedBatch Sign(byte[] batch, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new SignedBatch(batch, key.Sign(batch));
    }

    /// <summary>The envelope's bytes.</summary>
    public byte[] Encode()
    {
        var buffer = new byte[Batch.Length + Overhead];
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(Batch.Span);
        writer.WriteBinary(Signature.Span);
        return writer.Written.ToArray();
    }

    /// <summary>Reads an envelope; checks its form, not its signature.</summary>
    /// <returns>The envelope, or null with what is wrong and where.</returns>
    public static SignedBatch? Decode(ReadOnlyMemory<byte> bytes, out WireError? error)
    {
        var reader = new MessagePackReader(bytes.Span);
        var count = reader.ReadArrayHeader();
        if (count != 2) reader.Reject(0, $"an array of {count}", "an array of 2: batch, signature");
        var batch = ReadBytes(ref reader, bytes);
        var at = reader.Position;
        var signature = ReadBytes(ref reader, bytes);
        if (signature.Length != SignatureBytes) reader.Reject(at, $"a signature of {signature.Length} bytes", $"{SignatureBytes}");
        if (!reader.AtEnd) reader.Reject(reader.Position, "more bytes", "the end of the envelope");
        error = reader.Error;
        return error is null ? new SignedBatch(batch, signature) : null;
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref MessagePackReader reader, ReadOnlyMemory<byte> bytes)
    {
        var length = reader.ReadBinary().Length;
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }
}
