using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>
/// A configuration bundle and its signature as they travel and as hub and device keep them: one MessagePack array of two byte strings.
/// </summary>
/// <param name="Content">The bundle.</param>
/// <param name="Bytes">The bundle's bytes; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedBundle(ConfigurationBundle Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Signs a bundle. The key is the hub's bundle key; it need not be on the machine that runs the hub.</summary>
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
    public byte[] Encode() => SignedEnvelope.Encode(Bytes.Span, Signature.Span);

    /// <summary>Reads an envelope and the bundle in it; checks their form, not the signature.</summary>
    /// <returns>The envelope, or null with what is wrong and where.</returns>
    public static SignedBundle? Decode(ReadOnlyMemory<byte> envelope, out WireError? error) =>
        SignedEnvelope.Decode(envelope, WireTerms.Bundle, ConfigurationBundle.MaxBytes, out error) is var (bytes, signature)
            && ConfigurationBundle.Decode(bytes, out error) is { } bundle
            ? new SignedBundle(bundle, bytes, signature)
            : null;
}
