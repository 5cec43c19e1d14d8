using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class CredentialTokens
{
    internal static string Issue(ISigner issuerKey, PublicJwk holderKey, StatusReference status, Instant now)
    {
        var claims = new VcClaims("https://credentials.qingdao.example/resident", new JsonObject
        {
            ["name"] = "李雷",
            ["address"] = new JsonObject { ["district"] = "市南区", ["street"] = "香港中路 1 号" },
            ["children"] = new JsonArray("李一", "李二"),
        })
        {
            Disclosable = [ClaimPath.Parse("/name"), ClaimPath.Parse("/address"), ClaimPath.Parse("/address/street"), ClaimPath.Parse("/children/*")],
            Decoys = 2,
            Issuer = "https://issuer.qingdao.example",
            IssuedAt = now,
            Expires = now + Duration.FromDays(365),
            Status = status,
            HolderKey = holderKey,
        };
        SdJwtToken credential = VcIssuer.Issue(claims, issuerKey, RandomNumberGenerator.Create());
        string forTheHolder = credential.ToString();        // or ToFlattenedJson(), ToGeneralJson()
        return forTheHolder;
    }

    internal static string? Present(string received, ISigner holderKey, string nonce, Instant now)
    {
        var request = new PresentationRequest("https://hall.qingdao.example", nonce, "school enrolment, item 370200-0042");

        SdJwtToken credential = SdJwtToken.Parse(received, out var problem)!;
        SdJwtToken? selection = SdJwtHolder.Select(credential, [ClaimPath.Parse("/name"), ClaimPath.Parse("/address/district")], out problem);
        SdJwtToken? presentation = selection is null ? null : SdJwtHolder.Present(selection, request, holderKey, now, out problem);
        return problem is null ? presentation?.ToString() : null;
    }

    internal static void Verify(IIssuerKeys issuers, OneTimeNonces nonces, PresentationRequest request, string presentation, Instant now)
    {
        var verifier = new VcVerifier(issuers, new VcPolicy { CredentialTypes = ["https://credentials.qingdao.example/resident"] }, nonces);
        VerifiedVc? credential = verifier.VerifyPresentation(presentation, request, now, out CredentialProblem? problem);
        if (credential is null) Console.WriteLine(problem!.Message.Zh);                        // problem.Check and problem.Part for programs
        else Console.WriteLine(credential.Token.Claims.Text(ClaimPath.Parse("/name")));        // 李雷
    }

    internal static void Inspect(string token)
    {
        foreach (var part in SdJwtInspector.Inspect(token)) Console.WriteLine($"{part.Part}: {part.Meaning.Zh}");
    }
}
