using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Tokens;

/// <summary>Where a verifier finds the key of a token's issuer (签发方公钥来源): the seam to a registry, to certificates, to an offline bundle.</summary>
public interface IIssuerKeys
{
    /// <summary>The key that this token must be signed with, if its issuer is trusted for it at that time.</summary>
    /// <param name="query">What the token says about its signer.</param>
    /// <param name="problem">Why there is no key: an unknown issuer, a key not yet or no longer valid, a type it may not issue.</param>
    /// <returns>The key, which the source owns and keeps, so that it is imported once; null when the token is refused.</returns>
    ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem);
}
