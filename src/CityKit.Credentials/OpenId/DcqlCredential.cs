using CityKit.Core.Text;
using CityKit.Credentials.Vc;

namespace CityKit.Credentials.OpenId;

/// <summary>A credential that a query asks for (OpenID4VP 1.0, 6.1).</summary>
/// <param name="Id">Its id in the query: letters, digits, <c>_</c> and <c>-</c>; the answer uses it.</param>
/// <param name="Types">The types (<c>vct</c>) of which it must be one, for <c>dc+sd-jwt</c>; empty for other formats.</param>
public sealed record DcqlCredential(string Id, IReadOnlyList<string> Types)
{
    /// <summary>The format; <c>dc+sd-jwt</c>. Others are read and written, and nothing ever matches them.</summary>
    public string Format { get; init; } = VcTypes.Token;

    /// <summary>What a query of another format says of its types, as it is; null for <c>dc+sd-jwt</c>.</summary>
    public JsonValue? OtherMeta { get; init; }

    /// <summary>The claims asked for; empty when no claim has to be disclosed.</summary>
    public IReadOnlyList<DcqlClaim> Claims { get; init; } = [];

    /// <summary>Sets of ids of claims, the preferred first, of which one is enough; empty when all claims are asked for.</summary>
    public IReadOnlyList<IReadOnlyList<string>> ClaimSets { get; init; } = [];

    /// <summary>Whether several credentials may answer; no.</summary>
    public bool IsMultiple { get; init; }
}
