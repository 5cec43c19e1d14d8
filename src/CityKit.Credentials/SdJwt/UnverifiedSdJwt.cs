using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>A token taken apart without any signature checked: for its holder, who chooses, and for people who look.</summary>
internal sealed class UnverifiedSdJwt
{
    private UnverifiedSdJwt(JwsHeader header, JsonValue claims, IReadOnlyList<DisclosurePlace> places) =>
        (Header, Claims, Places) = (header, claims, places);

    internal JwsHeader Header { get; }

    internal JsonValue Claims { get; }

    internal IReadOnlyList<DisclosurePlace> Places { get; }

    internal PublicJwk? HolderKey => Claims.Find("cnf")?.Value.Find("jwk") is { } jwk ? PublicJwk.Read(jwk.Value, out _) : null;

    internal static UnverifiedSdJwt? Read(SdJwtToken token, SdJwtLimits limits, out CredentialProblem? problem)
    {
        if (Jws.Read(token.IssuerToken, "issuer", limits.Token, out problem) is not { } issuer) return null;
        var head = PayloadHead.Read(issuer.Payload.Span, limits.Token.Depth, out problem);
        problem ??= SdHash.Find(head.HashName) is null ? SdProblem.HashAlgorithm(head.HashName) : null;
        if (problem is not null) return null;
        var places = new List<DisclosurePlace>();
        var expander = new ClaimsExpander { Places = places };
        var disclosures = Encoding.UTF8.GetBytes(string.Concat(token.Disclosures.Select(disclosure => disclosure + '~')));
        expander.Expand(issuer.Payload.Span, disclosures, SdHash.Find(head.HashName)!.Value, limits, []);
        problem = expander.Problem;
        return problem is null ? new UnverifiedSdJwt(issuer.Header, new VerifiedClaims(expander.Claims.ToArray()).Json, places) : null;
    }
}
