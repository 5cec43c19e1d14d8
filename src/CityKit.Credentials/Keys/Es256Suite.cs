using System.Security.Cryptography;

namespace CityKit.Credentials.Keys;

/// <summary>ES256: ECDSA on P-256 with SHA-256 (RFC 7518, 3.4), by the platform.</summary>
public sealed class Es256Suite : ISignatureSuite
{
    internal const string Name = "ES256";
    internal const string Curve = "P-256";

    /// <summary>The suite; it has no state.</summary>
    public static Es256Suite Instance { get; } = new();

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public ISignatureVerifier? Import(PublicJwk key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Curve != Curve || key.Algorithm is not (null or Name)) return null;
        try
        {
            return new Verifier(ECDsa.Create(ParametersOf(key)));
        }
        catch (CryptographicException)
        {
            return null; // the point is not on the curve
        }
    }

    private static ECParameters ParametersOf(PublicJwk key) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = key.X.ToArray(), Y = key.Y.ToArray() },
    };

    private sealed class Verifier(ECDsa key) : ISignatureVerifier
    {
        public string Algorithm => Name;

        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
            key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

        public void Dispose() => key.Dispose();
    }
}
