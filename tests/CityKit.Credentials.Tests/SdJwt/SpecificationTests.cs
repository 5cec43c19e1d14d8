using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using NodaTime;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>The specifications of two other implementations: claims to issue, claims to disclose, and what a verifier must see.</summary>
public sealed class SpecificationTests
{
    private static readonly JsonArray Specifications = JsonNode.Parse(Embedded.Text("sdjwt/specifications.json"))!.AsArray();
    private static readonly SigningKey IssuerKey = SigningKey.Create("issuer-1");
    private static readonly SigningKey HolderKey = SigningKey.Create();
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly PresentationRequest Request = new("https://example.com/verifier", "1234567890");

    public static TheoryData<string> Names => [.. Specifications.Select(one => one!["name"]!.GetValue<string>())];

    [Fact]
    public void Specifications_AreAllHere() => Assert.Equal(49, Specifications.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void IssueSelectVerify_Specification_GivesWhatItExpects(string name)
    {
        var specification = Specifications.Single(one => one!["name"]!.GetValue<string>() == name)!;
        var isBound = specification["bound"]!.GetValue<bool>();
        var issued = SdJwtIssuer.Issue(Claims(specification, isBound), IssuerKey, "example+sd-jwt", new SeededRandom(1));
        var presented = Present(issued, Paths(specification["present"]!), isBound);
        if (specification["json"]!.GetValue<bool>()) presented = ThroughJson(presented);
        var verifier = new SdJwtVerifier(new OneIssuer(IssuerKey.PublicKey));
        var verified = isBound ? verifier.VerifyPresentation(presented.ToString(), Request, Now, out var problem)
            : verifier.VerifyIssued(presented.ToString(), Now, out problem);
        Assert.Null(problem);
        AssertSees(specification["expected"]!, verified!, isBound);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Issue_Specification_HidesEachDisclosableClaimAndShowsAllOfThem(string name)
    {
        var specification = Specifications.Single(one => one!["name"]!.GetValue<string>() == name)!;
        var issued = SdJwtIssuer.Issue(Claims(specification, isBound: false), IssuerKey, "example+sd-jwt", new SeededRandom(2));
        Assert.Equal(specification["disclosable"]!.AsArray().Count, issued.Disclosures.Count);
        var verified = new SdJwtVerifier(new OneIssuer(IssuerKey.PublicKey)).VerifyIssued(issued.ToString(), Now, out var problem);
        Assert.Null(problem);
        AssertSees(specification["claims"]!, verified!, isBound: false);
    }

    private static SdJwtClaims Claims(JsonNode specification, bool isBound) => new(specification["claims"]!.DeepClone().AsObject())
    {
        Disclosable = Paths(specification["disclosable"]!),
        Decoys = specification["decoys"]!.GetValue<int>(),
        HolderKey = isBound ? HolderKey.PublicKey : null,
    };

    private static SdJwtToken Present(SdJwtToken issued, ClaimPath[] paths, bool isBound)
    {
        var selected = SdJwtHolder.Select(issued, paths, out var problem);
        Assert.Null(problem);
        var presented = isBound ? SdJwtHolder.Present(selected!, Request, HolderKey, Now, out problem) : selected;
        Assert.Null(problem);
        return presented!;
    }

    private static SdJwtToken ThroughJson(SdJwtToken token)
    {
        var flattened = SdJwtToken.ParseJson(Encoding.UTF8.GetBytes(token.ToFlattenedJson()), out _)!;
        return SdJwtToken.ParseJson(Encoding.UTF8.GetBytes(flattened.ToGeneralJson()), out _)!;
    }

    private static void AssertSees(JsonNode expected, VerifiedSdJwt verified, bool isBound)
    {
        var claims = JsonNode.Parse(verified.Claims.Utf8.Span)!.AsObject();
        if (isBound) claims.Remove("cnf");
        Assert.True(JsonNode.DeepEquals(expected, claims), $"{expected.ToJsonString()}\n{claims.ToJsonString()}");
    }

    private static ClaimPath[] Paths(JsonNode texts) => [.. texts.AsArray().Select(text => ClaimPath.Parse(text!.GetValue<string>()))];
}
