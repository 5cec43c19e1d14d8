using CityKit.Credentials.Keys;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace CityKit.Credentials.Sm;

/// <summary>
/// Verifies SM2 signatures over SM3 (GB/T 32918.2-2016, 32918.5-2017, 数字签名验签). Add it with <see cref="SignatureSuites.With"/>.
/// </summary>
/// <remarks>
/// For issuers that sign with SM2. It has no state and serves any thread. There is no signer here, on purpose: a signature that is to count
/// in law comes from a certified module (SDF, SKF, PKCS #11), which signs behind <see cref="ISigner"/>. JOSE has no registered names for
/// SM2. CityKit's are <c>alg</c> <c>SM3WithSM2</c>, the name of GM/T 0006's object identifier 1.2.156.10197.1.501, and <c>crv</c>
/// <c>SM2</c> with <c>kty</c> <c>EC</c>; both sides have to agree on them. The signer's identifier is <c>1234567812345678</c>, as GB/T
/// 35276 has it for want of another. A signature is r and s, 32 bytes each.
/// </remarks>
/// <example><code>
/// var suites = SignatureSuites.Default.With(Sm2Suite.Instance); // beside ES256
/// var issuer = new Issuer("https://police.example", [new IssuerKey(sm2Key, From: now)], ["https://credentials.example/id-card"]);
/// var verifier = new VcVerifier(new IssuerRegistry([issuer], suites));
/// </code></example>
public sealed class Sm2Suite : ISignatureSuite
{
    internal const string Name = "SM3WithSM2";
    internal const string Curve = "SM2";
    private const int SignatureBytes = 64;
    private static readonly ECDomainParameters Domain = new(GMNamedCurves.GetByName("SM2P256V1"));

    /// <summary>The suite; it has no state.</summary>
    public static Sm2Suite Instance { get; } = new();

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public ISignatureVerifier? Import(PublicJwk key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (key.Curve != Curve || key.Algorithm is not (null or Name)) return null;
        try
        {
            var point = Domain.Curve.ValidatePoint(new BigInteger(1, key.X.Span), new BigInteger(1, key.Y.Span));
            return new Verifier(new ParametersWithID(new ECPublicKeyParameters(point, Domain), "1234567812345678"u8));
        }
        catch (ArgumentException)
        {
            return null; // the point is not on the curve
        }
    }

    /// <summary>A signer of the package keeps state, so each call has its own.</summary>
    private sealed class Verifier(ParametersWithID key) : ISignatureVerifier
    {
        public string Algorithm => Name;

        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
        {
            if (signature.Length != SignatureBytes) return false;
            var signer = new SM2Signer(PlainDsaEncoding.Instance);
            signer.Init(false, key);
            signer.BlockUpdate(data);
            return signer.VerifySignature(signature.ToArray());
        }

        public void Dispose()
        {
        }
    }
}
