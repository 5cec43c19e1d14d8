using System.Security.Cryptography;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>What an issuer's signature and the disclosures prove, before the time and the holder are asked about.</summary>
/// <param name="Credential">The credential, without a binding.</param>
/// <param name="Key">The key that the signature is of.</param>
/// <param name="HeadIssuedAt"><c>iat</c> as the key was asked for with it: null when it was disclosed.</param>
/// <param name="Hash">The hash of <c>_sd_alg</c>.</param>
/// <param name="Audiences">The verifiers that the issuer meant it for (<c>aud</c>); null when for any.</param>
internal sealed record IssuedPart(VerifiedSdJwt Credential, ISignatureVerifier Key, Instant? HeadIssuedAt, HashAlgorithmName Hash,
    IReadOnlyList<string>? Audiences);
