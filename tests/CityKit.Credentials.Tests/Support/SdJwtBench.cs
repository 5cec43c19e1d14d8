using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Tests.Support;

/// <summary>An issuer, a holder and a verifier; and tokens put together by hand, good and bad, each signed by the issuer.</summary>
internal static class SdJwtBench
{
    internal static readonly SigningKey IssuerKey = SigningKey.Create("issuer-1");
    internal static readonly SigningKey HolderKey = SigningKey.Create();
    internal static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    internal static readonly PresentationRequest Request = new("https://hall.example.cn", "n-0S6_WzA2Mj", "item 42");

    internal static SdJwtVerifier Verifier(SdJwtPolicy? policy = null, INonceRegister? nonces = null) =>
        new(new OneIssuer(IssuerKey.PublicKey), policy, nonces);

    internal static SdJwtToken Issue(string json, params ReadOnlySpan<string> disclosable) =>
        SdJwtIssuer.Issue(new SdJwtClaims(JsonNode.Parse(json)!.AsObject())
        {
            Disclosable = [.. disclosable.ToArray().Select(ClaimPath.Parse)],
            HolderKey = HolderKey.PublicKey,
        }, IssuerKey, "example+sd-jwt", new SeededRandom(7));

    internal static string Present(SdJwtToken token, params ReadOnlySpan<string> claims)
    {
        var selected = SdJwtHolder.Select(token, [.. claims.ToArray().Select(ClaimPath.Parse)], out var problem);
        Assert.Null(problem);
        return SdJwtHolder.Present(selected!, Request, HolderKey, Now, out problem)!.ToString();
    }

    /// <summary>A token of any payload and disclosures, as a careless or hostile issuer might sign it.</summary>
    internal static string Signed(string payload, params ReadOnlySpan<string> disclosures) =>
        $"{JwsWriter.Sign(IssuerKey, "example+sd-jwt", Encoding.UTF8.GetBytes(payload))}~{string.Concat(disclosures.ToArray().Select(text => text + "~"))}";

    internal static string Disclosure(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    internal static string Digest(string disclosure) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(disclosure)));

    internal static CredentialProblem Refusal(string token, SdJwtPolicy? policy = null)
    {
        Assert.Null(Verifier(policy).VerifyIssued(token, Now, out var problem));
        return problem!;
    }

    internal static CredentialProblem Refusal(string presentation, PresentationRequest request, Instant? at = null,
        SdJwtPolicy? policy = null)
    {
        Assert.Null(Verifier(policy).VerifyPresentation(presentation, request, at ?? Now, out var problem));
        return problem!;
    }
}
