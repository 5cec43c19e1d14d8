using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Core.Releases;

/// <summary>
/// A release's manifest and its signature, as a package begins with them and as a device keeps them: one MessagePack array of two byte
/// strings.
/// </summary>
/// <param name="Content">The manifest.</param>
/// <param name="Bytes">The manifest's bytes; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedRelease(ReleaseManifest Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Signs a manifest with the hub's bundle key.</summary>
    /// <exception cref="ArgumentException">A member of the manifest is out of range.</exception>
    public static SignedRelease Sign(ReleaseManifest manifest, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = manifest.Encode();
        return new SignedRelease(manifest, bytes, key.Sign(bytes));
    }

    /// <summary>True when the key's other half signed these bytes.</summary>
    public bool IsSignedBy(DevicePublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Verify(Bytes.Span, Signature.Span);
    }

    /// <summary>The envelope's bytes.</summary>
    public byte[] Encode() => SignedEnvelope.Encode(Bytes.Span, Signature.Span);

    /// <summary>Reads an envelope and the manifest in it; checks their form, not the signature.</summary>
    /// <returns>The envelope, or null with what is wrong and where.</returns>
    public static SignedRelease? Decode(ReadOnlyMemory<byte> envelope, out WireError? error) =>
        SignedEnvelope.Decode(envelope, WireTerms.Release, ReleaseManifest.MaxBytes, out error) is var (bytes, signature)
            && ReleaseManifest.Decode(bytes.Span, out error) is { } manifest
            ? new SignedRelease(manifest, bytes, signature)
            : null;
}
