using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Credentials.Trust;

/// <summary>A trust bundle and its signature as they travel and as a gate keeps them: one MessagePack array of two byte strings.</summary>
/// <param name="Content">The bundle.</param>
/// <param name="Bytes">The bundle's bytes; what the signature covers.</param>
/// <param name="Signature">64 bytes.</param>
public sealed record SignedTrustBundle(TrustBundle Content, ReadOnlyMemory<byte> Bytes, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Signs a bundle with the key that the gates were given: the hub's bundle key, which need not be on the machine that runs
    /// the hub.</summary>
    /// <exception cref="ArgumentException">A member of the bundle is out of its range, or it is too large.</exception>
    public static SignedTrustBundle Sign(TrustBundle bundle, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(key);
        var bytes = bundle.Encode();
        return new SignedTrustBundle(bundle, bytes, key.Sign(bytes));
    }

    /// <summary>The envelope's bytes.</summary>
    public byte[] Encode() => SignedEnvelope.Encode(Bytes.Span, Signature.Span);

    /// <summary>Opens an envelope: size, form and signature first; what no holder of the key has signed is not read.</summary>
    /// <returns>The bundle, or null with the check that failed: <c>form</c>, <c>signature</c>.</returns>
    public static SignedTrustBundle? Open(ReadOnlyMemory<byte> envelope, DevicePublicKey key, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(key);
        problem = null;
        if (SignedEnvelope.Decode(envelope, new("信任包", "trust bundle"), TrustBundle.MaxBytes, out var error)
            is not var (bytes, signature))
            problem = Form(error!);
        else if (!key.Verify(bytes.Span, signature.Span)) problem = NotSigned(key);
        else if (TrustBundle.Decode(bytes.Span, out error) is { } bundle) return new SignedTrustBundle(bundle, bytes, signature);
        else problem = Form(error!);
        return null;
    }

    private static CredentialProblem Form(WireError error) => new("form", "trust bundle", error.Message);

    private static CredentialProblem NotSigned(DevicePublicKey key) => CredentialProblem.Of("signature", "trust bundle",
        $"The bundle is not signed by the bundle key {key.Print}; get it from the hub again.",
        $"信任包不是由密钥 {key.Print} 签名的；请重新从中枢获取。");
}
