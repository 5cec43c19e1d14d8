using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.SdJwt;

/// <summary>What an issuer puts into an SD-JWT (签发内容).</summary>
/// <param name="Claims">All claims, with <c>iss</c>, <c>iat</c>, <c>exp</c> where they are wanted; no name may be <c>_sd</c>, <c>_sd_alg</c> or <c>...</c>.</param>
public sealed record SdJwtClaims(JsonObject Claims)
{
    /// <summary>The claims that the holder may disclose or keep: members of objects, elements of arrays, and claims within them. Each must be there.</summary>
    public IReadOnlyList<ClaimPath> Disclosable { get; init; } = [];

    /// <summary>How many digests of nothing are added to each object and array that has disclosable claims, so that their number says little; none.</summary>
    public int Decoys { get; init; }

    /// <summary>The key that the holder must prove to have, <c>cnf</c>; null when it is bound to nobody.</summary>
    public PublicJwk? HolderKey { get; init; }
}
