using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using NodaTime;

namespace CityKit.Credentials.Vc;

/// <summary>What an issuer puts into a verifiable credential (可验证凭证; SD-JWT VC).</summary>
/// <param name="Type">The type of the credential, <c>vct</c>, such as a URL of the issuer's.</param>
/// <param name="Claims">The claims about the holder; those of the other properties are not among them.</param>
public sealed record VcClaims(string Type, JsonObject Claims)
{
    /// <summary>The claims that the holder may disclose or keep; each must be there.</summary>
    public IReadOnlyList<ClaimPath> Disclosable { get; init; } = [];

    /// <summary>How many digests of nothing are added to each object and array that has disclosable claims; none.</summary>
    public int Decoys { get; init; }

    /// <summary>The issuer's id, <c>iss</c>; null when its certificate says who it is.</summary>
    public string? Issuer { get; init; }

    /// <summary>When it is issued, <c>iat</c>, to the second; null when it does not say.</summary>
    public Instant? IssuedAt { get; init; }

    /// <summary>Not to be accepted before, <c>nbf</c>, to the second; null when from now.</summary>
    public Instant? NotBefore { get; init; }

    /// <summary>Not to be accepted from, <c>exp</c>, to the second; null when it does not expire.</summary>
    public Instant? Expires { get; init; }

    /// <summary>Where its status is to be found; null when it cannot be revoked.</summary>
    public StatusReference? Status { get; init; }

    /// <summary>The key that the holder must prove to have, <c>cnf</c>; null when it is bound to nobody.</summary>
    public PublicJwk? HolderKey { get; init; }
}
