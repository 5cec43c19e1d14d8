using System.Text.Json.Nodes;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using NodaTime;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.Vc;

public sealed class VcTests
{
    private const string Type = "https://credentials.example.cn/resident";

    private static VcClaims Claims => new(Type, new JsonObject { ["name"] = "李", ["age"] = 30 })
    {
        Disclosable = [ClaimPath.Of("name"), ClaimPath.Of("age")],
        Issuer = "https://issuer.example.cn",
        IssuedAt = Now,
        NotBefore = Now,
        Expires = Now + Duration.FromDays(365),
        Status = new StatusReference("https://issuer.example.cn/lists/1", 42),
        HolderKey = HolderKey.PublicKey,
    };

    [Fact]
    public void Verify_IssuedSelectedPresented_GivesTypeStatusAndClaims()
    {
        var presented = Present(VcIssuer.Issue(Claims, IssuerKey, new SeededRandom(1)), "/name");
        var vc = Verifier(null).VerifyPresentation(presented, Request, Now, out var problem);
        Assert.Null(problem);
        Assert.Equal((Type, "https://issuer.example.cn", "李"), (vc!.Type, vc.Token.Issuer, vc.Token.Claims.Text(ClaimPath.Of("name"))));
        Assert.Equal(new StatusReference("https://issuer.example.cn/lists/1", 42), vc.Status);
        Assert.Equal((Now, Now, Now + Duration.FromDays(365)), (vc.Token.IssuedAt, vc.Token.NotBefore, vc.Token.Expires));
        Assert.Equal("dc+sd-jwt", vc.Token.Header.Type);
    }

    [Fact]
    public void Issue_NothingDisclosable_HasNoDigests()
    {
        var token = VcIssuer.Issue(Claims with { Disclosable = [], Decoys = 3 }, IssuerKey, new SeededRandom(1));
        Assert.Empty(token.Disclosures);
        Assert.DoesNotContain("_sd", Verifier(null).VerifyIssued(token.ToString(), Now, out _)!.Token.Claims.Json.Members.Select(member => member.Name));
        Assert.Null(Jws.Read(token.IssuerToken, "issuer", out _)!.ReadPayload(out _)!.Find("_sd"));
    }

    [Fact]
    public void Issue_SameInputAndRandomBytes_GivesTheSamePayloadAndDisclosures()
    {
        var (first, second) = (VcIssuer.Issue(Claims with { Decoys = 2 }, IssuerKey, new SeededRandom(9)), VcIssuer.Issue(Claims with { Decoys = 2 }, IssuerKey, new SeededRandom(9)));
        Assert.Equal(first.Disclosures, second.Disclosures);
        Assert.Equal(first.IssuerToken.Split('.')[1], second.IssuerToken.Split('.')[1]);
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("status")]
    [InlineData("cnf")]
    public void Issue_ClaimThatIsAProperty_Throws(string name)
    {
        var claims = Claims with { Claims = new JsonObject { [name] = "x" }, Disclosable = [] };
        Assert.Throws<ArgumentException>(() => VcIssuer.Issue(claims, IssuerKey, new SeededRandom(1)));
    }

    [Theory]
    [InlineData("/status/status_list")]
    [InlineData("/vct")]
    [InlineData("/nothing")]
    public void Issue_PathThatMayNotOrDoesNotExist_Throws(string path) =>
        Assert.Throws<ArgumentException>(() => VcIssuer.Issue(Claims with { Disclosable = [ClaimPath.Parse(path)] }, IssuerKey, new SeededRandom(1)));

    [Theory]
    [InlineData("iss")]
    [InlineData("nbf")]
    [InlineData("exp")]
    [InlineData("cnf")]
    [InlineData("vct#integrity")]
    [InlineData("aka_vcts")]
    [InlineData("status")]
    public void Verify_ClaimThatMustBeVisibleDisclosed_IsRefused(string name)
    {
        var disclosure = Disclosure($$"""["s","{{name}}",1]""");
        AssertRefused(Vc($$"""{"vct":"t","_sd":["{{Digest(disclosure)}}"]}""", disclosure), "disclosure", $"disclosure 1 at /{name}");
    }

    [Theory]
    [InlineData("""{"vct":"t","cnf":{"_sd":["x"]}}""", "payload /cnf/_sd/0")]
    [InlineData("""{"vct":"t","status":{"status_list":{"_sd":["x"]}}}""", "payload /status/status_list/_sd/0")]
    [InlineData("""{"vct":"t","aka_vcts":[{"...":"x"}]}""", "payload /aka_vcts/0")]
    public void Verify_DigestWithinAClaimThatMustBeVisible_IsRefused(string payload, string part) => AssertRefused(Vc(payload), "disclosure", part);

    [Theory]
    [InlineData("{}", "credential-type", "payload /vct")]
    [InlineData("""{"vct":""}""", "credential-type", "payload /vct")]
    [InlineData("""{"vct":1}""", "form", "payload /vct")]
    [InlineData("""{"vct":"t","status":{"status_list":{"idx":-1,"uri":"u"}}}""", "status", "payload /status")]
    [InlineData("""{"vct":"t","status":5}""", "status", "payload /status")]
    public void Verify_TypeOrStatusMalformed_IsRefused(string payload, string check, string part) => AssertRefused(Vc(payload), check, part);

    [Fact]
    public void Verify_FormerTokenType_IsTakenOnlyWhenAskedFor()
    {
        var former = $"{JwsWriter.Sign(IssuerKey, VcTypes.FormerToken, """{"vct":"t"}"""u8)}~";
        AssertRefused(former, "type", "issuer header typ");
        Assert.NotNull(Verifier(new VcPolicy { AcceptsFormerType = true }).VerifyIssued(former, Now, out _));
    }

    [Fact]
    public void Verify_CredentialTypeThatIsNotAsked_IsRefused()
    {
        Assert.Null(Verifier(new VcPolicy { CredentialTypes = ["u"] }).VerifyIssued(Vc("""{"vct":"t"}"""), Now, out var problem));
        Assert.Equal(("credential-type", "payload /vct"), (problem!.Check, problem.Part));
        Assert.NotNull(Verifier(new VcPolicy { CredentialTypes = ["u", "t"] }).VerifyIssued(Vc("""{"vct":"t"}"""), Now, out _));
    }

    [Fact]
    public void Verify_TenClaimsFiveDisclosed_AllocatesUnderEightKilobytes()
    {
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"claim_{i}")];
        var claims = Claims with { Claims = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)$"a value of {name}"))),
            Disclosable = [.. names.Select(name => ClaimPath.Of(name))] };
        var presented = Present(VcIssuer.Issue(claims, IssuerKey, new SeededRandom(1)), [.. names.Take(5).Select(name => $"/{name}")]);
        var verifier = Verifier(null);
        Assert.InRange(CityKit.Tests.Shared.Allocation.Of(() => Assert.NotNull(verifier.VerifyPresentation(presented, Request, Now, out _))), 1, 8 * 1024);
    }

    private static VcVerifier Verifier(VcPolicy? policy) => new(new OneIssuer(IssuerKey.PublicKey), policy);

    private static string Vc(string payload, params ReadOnlySpan<string> disclosures) =>
        $"{JwsWriter.Sign(IssuerKey, VcTypes.Token, System.Text.Encoding.UTF8.GetBytes(payload))}~{string.Concat(disclosures.ToArray().Select(text => text + "~"))}";

    private static void AssertRefused(string token, string check, string part)
    {
        Assert.Null(Verifier(null).VerifyIssued(token, Now, out var problem));
        Assert.Equal((check, part), (problem!.Check, problem.Part));
    }
}
