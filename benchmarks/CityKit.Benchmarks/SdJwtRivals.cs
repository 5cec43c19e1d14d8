using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace CityKit.Benchmarks;

/// <summary>The same signatures by the platform alone, and by Microsoft.IdentityModel.</summary>
internal sealed class SdJwtRivals
{
    private readonly ECDsa issuer;
    private readonly SigningKey signer;
    private readonly ECParameters holder;
    private readonly (byte[] Data, byte[] Signature) issued;
    private readonly (byte[] Data, byte[] Signature) bound;
    private readonly string[] tokens;
    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters parameters;

    internal SdJwtRivals(SigningKey issuerKey, SigningKey holderKey, SdJwtToken presented)
    {
        (signer, holder) = (issuerKey, ParametersOf(holderKey.PublicKey));
        issuer = ECDsa.Create(ParametersOf(issuerKey.PublicKey));
        tokens = [presented.IssuerToken, presented.KeyBinding!];
        (issued, bound) = (Split(tokens[0]), Split(tokens[1]));
        parameters = new TokenValidationParameters
        {
            ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false,
            IssuerSigningKeys = [new ECDsaSecurityKey(issuer), new ECDsaSecurityKey(ECDsa.Create(holder))],
        };
    }

    internal bool VerifyBare()
    {
        using var key = ECDsa.Create(holder);
        return Verify(issuer, issued) && Verify(key, bound);
    }

    /// <summary>Both tokens, keys imported before; disclosures, digests and <c>sd_hash</c> are not looked at.</summary>
    internal bool VerifyByIdentityModel() =>
        Array.TrueForAll(tokens, token => handler.ValidateTokenAsync(token, parameters).GetAwaiter().GetResult().IsValid);

    /// <summary>A presentation of the first five claims verified with signatures that cost nothing: all the other work.</summary>
    internal static Action VerifyUnsigned(SdJwtClaims claims, PresentationRequest request, Instant at)
    {
        var free = new FreeSignatures(claims.HolderKey!);
        var issued = SdJwtIssuer.Issue(claims, free, "dc+sd-jwt", RandomNumberGenerator.Create());
        var selected = SdJwtHolder.Select(issued, [.. claims.Disclosable.Take(5)], out _)!;
        var presented = SdJwtHolder.Present(selected, request, free, at, out _)!.ToString();
        var verifier = new SdJwtVerifier(free, new SdJwtPolicy { Suites = SignatureSuites.Default.With(free) });
        return () =>
        {
            if (verifier.VerifyPresentation(presented, request, at, out var problem) is null)
                throw new InvalidOperationException(problem!.ToString());
        };
    }

    internal byte[] SignBare() => signer.Sign(issued.Data);

    private static bool Verify(ECDsa key, (byte[] Data, byte[] Signature) token) =>
        key.VerifyData(token.Data, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    private static (byte[] Data, byte[] Signature) Split(string token)
    {
        var dot = token.LastIndexOf('.');
        return (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
    }

    private static ECParameters ParametersOf(PublicJwk key) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = key.X.ToArray(), Y = key.Y.ToArray() },
    };

    private sealed class FreeSignatures(PublicJwk key) : ISigner, ISignatureSuite, ISignatureVerifier, IIssuerKeys
    {
        public string Algorithm => "FREE";

        public PublicJwk PublicKey => key;

        public byte[] Sign(ReadOnlySpan<byte> data) => new byte[64];

        public ISignatureVerifier? Import(PublicJwk key) => this;

        public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => true;

        public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
        {
            problem = null;
            return this;
        }

        public void Dispose() { }
    }
}
