using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>A credential whose every check succeeded (已验证的凭证).</summary>
public sealed record VerifiedSdJwt
{
    internal VerifiedSdJwt(JwsHeader header, VerifiedClaims claims) => (Header, Claims) = (header, claims);

    /// <summary>The issuer's header.</summary>
    public JwsHeader Header { get; }

    /// <summary>The claims that are always visible, and those that the holder disclosed.</summary>
    public VerifiedClaims Claims { get; }

    /// <summary>The issuer, <c>iss</c>; null when the key alone says who it is.</summary>
    public string? Issuer { get; internal init; }

    /// <summary>The type of the credential, <c>vct</c>; null when it has none.</summary>
    public string? CredentialType { get; internal init; }

    /// <summary>When it was issued, <c>iat</c>; null when it does not say.</summary>
    public Instant? IssuedAt { get; internal init; }

    /// <summary>Not to be accepted before, <c>nbf</c>; null when it does not say.</summary>
    public Instant? NotBefore { get; internal init; }

    /// <summary>Not to be accepted from, <c>exp</c>; null when it does not expire.</summary>
    public Instant? Expires { get; internal init; }

    /// <summary>The holder's key, <c>cnf.jwk</c>; null when there is none, or none that is an elliptic curve's.</summary>
    public PublicJwk? HolderKey { get; internal init; }

    /// <summary>What the holder signed; null for a credential as it was issued.</summary>
    public KeyBinding? Binding { get; internal init; }
}
