using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

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
}
