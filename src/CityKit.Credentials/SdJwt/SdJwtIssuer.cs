using System.Security.Cryptography;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>Issues SD-JWTs (签发; RFC 9901, 4), with SHA-256 digests. The same input and the same random bytes give the same token, but for its signature.</summary>
public static class SdJwtIssuer
{
    /// <summary>Issues a credential with all its disclosures, for its holder.</summary>
    /// <param name="claims">The claims, and which of them are disclosable.</param>
    /// <param name="signer">The issuer's key.</param>
    /// <param name="type">The <c>typ</c>, such as <c>example+sd-jwt</c>.</param>
    /// <param name="random">Where salts and decoys come from; <see cref="RandomNumberGenerator.Create()"/> but in tests.</param>
    /// <param name="certificates">The certificates of <c>x5c</c> in base64 (DER), the signer's first; none by default.</param>
    /// <exception cref="ArgumentException">A name is reserved, a path is to no claim, or <c>cnf</c> is there twice.</exception>
    public static SdJwtToken Issue(SdJwtClaims claims, ISigner signer, string type, RandomNumberGenerator random,
        IReadOnlyList<string>? certificates = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentNullException.ThrowIfNull(random);
        var concealer = new ClaimsConcealer(claims, random);
        var payload = concealer.Conceal();
        return new SdJwtToken(JwsWriter.Sign(signer, type, payload, certificates), concealer.Disclosures);
    }
}
