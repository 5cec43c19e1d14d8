using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>A configuration bundle and its signature as they travel and as hub and device keep them: one MessagePack array of two byte strings.</summary>
/// <param name="Content">The bundle.</param>
/// <param name="Bytes">The bundle's bytes; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedBundle(ConfigurationBundle Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Signature)
{
    private const int Overhead = 80;
    private const int SignatureBytes = 64;

    /// <summary>Signs a bundle. The key is the hub's bundle key; it need not lie on the machine that runs the hub.</summary>
    /// <exception cref="ArgumentException">The version is below 1, or the texts are too long.</exception>
    public static SignedBundle Sign(ConfigurationBundle bundle, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = bundle.Encode();
        return new SignedBundle(bundle, bytes, key.Sign(bytes));
    }

    /// <summary>True when the key's other half signed these bytes.</summary>
    public bool IsSignedBy(DevicePublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Verify(Bytes.Span, Signature.Span);
    }

    /// <summary>The envelope's bytes.</summary>
    public byte[] Encode()
    {
        var buffer = new byte[Bytes.Length + Overhead];
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(Bytes.Span);
        writer.WriteBinary(Signature.Span);
        return writer.Written.ToArray();
    }

    /// <summary>Reads an envelope and the bundle in it; checks their form, not the signature.</summary>
    /// <returns>The envelope, or null with what is wrong and where.</returns>
    public static SignedBundle? Decode(ReadOnlyMemory<byte> envelope, out WireError? error)
    {
        var reader = new MessagePackReader(envelope.Span);
        if (envelope.Length > ConfigurationBundle.MaxBytes) reader.Reject(0, $"{envelope.Length} bytes", $"at most {ConfigurationBundle.MaxBytes}");
        var count = reader.ReadArrayHeader();
        if (count != 2) reader.Reject(0, $"an array of {count}", "an array of 2: bundle, signature");
        var bytes = ReadBytes(ref reader, envelope);
        var at = reader.Position;
        var signature = ReadBytes(ref reader, envelope);
        if (signature.Length != SignatureBytes) reader.Reject(at, $"a signature of {signature.Length} bytes", $"{SignatureBytes}");
        if (!reader.AtEnd) reader.Reject(reader.Position, "more bytes", "the end of the envelope");
        error = reader.Error;
        return error is null && ConfigurationBundle.Decode(bytes, out error) is { } bundle ? new SignedBundle(bundle, bytes, signature) : null;
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref MessagePackReader reader, ReadOnlyMemory<byte> bytes)
    {
        var length = reader.ReadBinary().Length;
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }
}
