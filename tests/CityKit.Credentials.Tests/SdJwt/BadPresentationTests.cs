using System.Text;
using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using NodaTime;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>RFC 9901, 7.1, steps 1, 2 and 6, and 7.3: times, issuer, key binding, each broken, and the part named.</summary>
public sealed class BadPresentationTests
{
    private static readonly SdJwtToken Issued =
        Issue("""{"iss":"https://i.example","iat":1795000000,"exp":1827302400,"name":"Li Ming","age":30}""", "/name", "/age");
    private static readonly string Presented = Present(Issued, "/name");

    [Fact]
    public void VerifyPresentation_Good_GivesClaimsHolderAndPurpose()
    {
        var verified = Verifier().VerifyPresentation(Presented, Request, Now, out var problem)!;
        Assert.Null(problem);
        Assert.Equal("Li Ming", verified.Claims.Text(ClaimPath.Of("name")));
        Assert.Null(verified.Claims.Find(ClaimPath.Of("age")));
        Assert.Equal(HolderKey.PublicKey, verified.HolderKey);
        Assert.Equal("item 42", verified.Binding!.Purpose);
        Assert.DoesNotContain("Li Ming", verified.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void VerifyPresentation_EveryCharacterChanged_IsRefused()
    {
        var verifier = Verifier();
        for (var at = 0; at < Presented.Length; at++)
        {
            foreach (var other in "A~.")
            {
                if (Presented[at] == other) continue;
                var changed = $"{Presented[..at]}{other}{Presented[(at + 1)..]}";
                Assert.True(verifier.VerifyPresentation(changed, Request, Now, out var problem) is null, $"character {at} as '{other}'");
                Assert.NotNull(problem);
            }
        }
    }

    [Fact]
    public void VerifyPresentation_EveryCharacterTakenOut_IsRefused()
    {
        var verifier = Verifier();
        for (var at = 0; at < Presented.Length; at++)
            Assert.Null(verifier.VerifyPresentation(Presented.Remove(at, 1), Request, Now, out _));
    }

    [Theory]
    [InlineData("https://other.example", "n-0S6_WzA2Mj", "item 42", "audience", "key binding payload /aud")]
    [InlineData("https://hall.example.cn", "another", "item 42", "nonce", "key binding payload /nonce")]
    [InlineData("https://hall.example.cn", "n-0S6_WzA2Mj", "item 43", "purpose", "key binding payload /purpose")]
    public void VerifyPresentation_ForAnotherRequest_IsRefused(string audience, string nonce, string purpose, string check, string part) =>
        AssertProblem(Refusal(Presented, new PresentationRequest(audience, nonce, purpose)), check, part);

    [Fact]
    public void VerifyPresentation_RequestWithoutPurpose_TakesAny() =>
        Assert.NotNull(Verifier().VerifyPresentation(Presented, Request with { Purpose = null }, Now, out _));

    [Fact]
    public void VerifyPresentation_WithoutBinding_IsRefused() =>
        AssertProblem(Refusal(Issued.ToString(), Request), "key-binding", "token");

    [Fact]
    public void VerifyIssued_Presentation_IsRefused() => AssertProblem(Refusal(Presented), "key-binding", "token");

    [Fact]
    public void VerifyPresentation_OtherSelectionUnderTheBinding_IsRefused()
    {
        var token = SdJwtToken.Parse(Presented, out _)!;
        AssertProblem(Refusal($"{token.IssuerToken}~{token.KeyBinding}", Request), "sd-hash", "key binding payload /sd_hash");
        AssertProblem(Refusal($"{string.Join('~', [token.IssuerToken, .. Issued.Disclosures])}~{token.KeyBinding}", Request), "sd-hash",
            "key binding payload /sd_hash");
    }

    [Fact]
    public void VerifyPresentation_UsedNonce_IsRefusedTheSecondTime()
    {
        var nonces = new OneTimeNonces(Duration.FromMinutes(5));
        var request = Request with { Nonce = nonces.Create(Now, new SeededRandom(3)) };
        var presented = SdJwtHolder.Present(Issued, request, HolderKey, Now, out _)!.ToString();
        var verifier = Verifier(nonces: nonces);
        Assert.NotNull(verifier.VerifyPresentation(presented, request, Now, out _));
        Assert.Null(verifier.VerifyPresentation(presented, request, Now, out var problem));
        AssertProblem(problem!, "nonce", "key binding payload /nonce");
    }

    [Fact]
    public void VerifyPresentation_BadSignature_LeavesTheNonceForTheTrueHolder()
    {
        var nonces = new OneTimeNonces(Duration.FromMinutes(5));
        var request = Request with { Nonce = nonces.Create(Now, new SeededRandom(4)) };
        var presented = SdJwtHolder.Present(Issued, request, HolderKey, Now, out _)!.ToString();
        var verifier = Verifier(nonces: nonces);
        Assert.Null(verifier.VerifyPresentation(Forged(request), request, Now, out var problem));
        AssertProblem(problem!, "signature", "key binding signature");
        Assert.NotNull(verifier.VerifyPresentation(presented, request, Now, out _));
    }

    [Fact]
    public void TryUse_TooOldOrForgotten_IsRefused()
    {
        var nonces = new OneTimeNonces(Duration.FromMinutes(5), limit: 1);
        var (first, second) = (nonces.Create(Now, new SeededRandom(5)), nonces.Create(Now, new SeededRandom(6)));
        Assert.False(nonces.TryUse(first, Now));
        Assert.False(nonces.TryUse(second, Now + Duration.FromMinutes(6)));
    }

    [Theory]
    [InlineData(-61, "issued-at")]
    [InlineData(361, "issued-at")]
    public void VerifyPresentation_BindingOutsideItsWindow_IsRefused(int seconds, string check) =>
        AssertProblem(Refusal(Presented, Request, Now + Duration.FromSeconds(seconds)), check, "key binding payload /iat");

    [Theory]
    [InlineData(-60)]
    [InlineData(360)]
    public void VerifyPresentation_BindingAtTheEdgeOfItsWindow_IsTaken(int seconds) =>
        Assert.NotNull(Verifier().VerifyPresentation(Presented, Request, Now + Duration.FromSeconds(seconds), out _));

    [Theory]
    [InlineData("""{"exp":1795852739}""", "expired", "payload /exp")]
    [InlineData("""{"exp":1795852740}""", "expired", "payload /exp")]
    [InlineData("""{"nbf":1795852861}""", "not-yet-valid", "payload /nbf")]
    [InlineData("""{"iat":1795852861}""", "issued-at", "payload /iat")]
    [InlineData("""{"exp":"1795852740"}""", "form", "payload /exp")]
    [InlineData("""{"exp":1e30}""", "form", "payload /exp")]
    [InlineData("""{"iat":-1}""", "form", "payload /iat")]
    [InlineData("""{"iss":5}""", "form", "payload /iss")]
    [InlineData("""{"aud":5}""", "form", "payload /aud")]
    public void VerifyIssued_TimesAndForms_AreRefused(string payload, string check, string part) =>
        AssertProblem(Refusal(Signed(payload)), check, part);

    [Theory]
    [InlineData("""{"exp":1795852741}""")]
    [InlineData("""{"nbf":1795852860}""")]
    [InlineData("""{"iat":1795852860.0}""")]
    public void VerifyIssued_TimesWithinTheSkew_AreTaken(string payload) =>
        Assert.NotNull(Verifier().VerifyIssued(Signed(payload), Now, out _));

    [Fact]
    public void VerifyIssued_ExpiryRequiredAndHidden_IsRefused()
    {
        var token = Issue("""{"exp":1827302400}""", "/exp");
        var policy = new SdJwtPolicy { RequiresExpiry = true };
        Assert.NotNull(Verifier(policy).VerifyIssued(token.ToString(), Now, out _));
        AssertProblem(Refusal($"{token.IssuerToken}~", policy), "expired", "payload /exp");
    }

    [Fact]
    public void VerifyIssued_DisclosedExpiryInThePast_IsRefused() =>
        AssertProblem(Refusal(Issue("""{"exp":1}""", "/exp").ToString()), "expired", "payload /exp");

    [Fact]
    public void VerifyPresentation_IssuedForAnotherVerifier_IsRefused()
    {
        AssertProblem(Refusal(Present(Issue("""{"aud":"https://elsewhere"}""")), Request), "audience", "payload /aud");
        Assert.NotNull(Verifier().VerifyPresentation(Present(Issue("""{"aud":["https://elsewhere","https://hall.example.cn"]}""")),
            Request, Now, out _));
    }

    [Fact]
    public void VerifyPresentation_CredentialWithoutHolderKey_IsRefused()
    {
        var bound = Bind(Signed("""{"a":1}"""), HolderKey, "kb+jwt");
        AssertProblem(Refusal(bound, Request), "key-binding", "payload /cnf");
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "P-256", "algorithm", "key binding header alg")] // not on the curve
    [InlineData("__________________________________________8", "P-256", "algorithm", "key binding header alg")] // beyond the field
    [InlineData("AAAA", "P-256", "key-binding", "payload /cnf")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "P-384", "key-binding", "payload /cnf")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "SM2", "algorithm", "key binding header alg")]
    public void VerifyPresentation_HolderKeyThatIsNone_IsRefused(string x, string curve, string check, string part)
    {
        var payload = $$"""{"cnf":{"jwk":{"kty":"EC","crv":"{{curve}}","x":"{{x}}","y":"{{x}}"} } }""";
        AssertProblem(Refusal(Bind(Signed(payload), HolderKey, "kb+jwt"), Request), check, part);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"kid":"k"}""")]
    [InlineData("""{"jwk":5}""")]
    [InlineData("""{"jwk":{"kty":"RSA","n":"AQ","e":"AQAB"} }""")]
    [InlineData("""{"jwk":{"kty":["EC"],"crv":{},"x":1,"y":null} }""")]
    public void VerifyPresentation_OtherConfirmation_IsRefused(string confirmation) =>
        AssertProblem(Refusal(Bind(Signed($$"""{"cnf":{{confirmation}} }"""), HolderKey, "kb+jwt"), Request), "key-binding",
            "payload /cnf");

    [Fact]
    public void VerifyPresentation_HolderKeyThatIsPrivate_IsRefused()
    {
        var jwk = HolderKey.PublicKey.ToString()[..^1] + ""","d":"AAAA"}""";
        AssertProblem(Refusal(Bind(Signed($$"""{"cnf":{"jwk":{{jwk}} } }"""), HolderKey, "kb+jwt"), Request), "key-binding",
            "payload /cnf");
    }

    [Fact]
    public void Verify_RequestWithoutNonceOrAudience_Throws()
    {
        Assert.Throws<ArgumentException>(() => Verifier().VerifyPresentation(Presented, Request with { Nonce = "" }, Now, out _));
        Assert.Throws<ArgumentException>(() => SdJwtHolder.Present(Issued, Request with { Audience = "" }, HolderKey, Now, out _));
    }

    [Fact]
    public void Refusal_LongTextsOfTheToken_AreCut()
    {
        var problem = Refusal(WithHeader($$"""{"alg":"{{new string('x', 5000)}}"}""", Issued));
        Assert.InRange(problem.Message.En.Length, 1, 300);
        Assert.InRange(Refusal(Signed($$"""{"{{new string('y', 5000)}}":{"...":1} }""")).Part.Length, 1, 300);
    }

    [Fact]
    public void VerifyPresentation_SignedByAnother_NamesTheSignature()
    {
        using var thief = SigningKey.Create();
        AssertProblem(Refusal(Bind(Issued.ToString(), thief, "kb+jwt"), Request), "signature", "key binding signature");
    }

    [Theory]
    [InlineData("jwt")]
    [InlineData("KB+JWT")]
    public void VerifyPresentation_TokenOfAnotherType_IsRefused(string type) =>
        AssertProblem(Refusal(Bind(Issued.ToString(), HolderKey, type), Request), "type", "key binding header typ");

    [Theory]
    [InlineData("none", "algorithm", "issuer header alg")]
    [InlineData("HS256", "algorithm", "issuer header alg")]
    [InlineData("ES384", "algorithm", "issuer header alg")]
    public void VerifyIssued_OtherAlgorithmInTheHeader_IsRefused(string algorithm, string check, string part) =>
        AssertProblem(Refusal(WithHeader($$"""{"alg":"{{algorithm}}","typ":"example+sd-jwt"}""", Issued)), check, part);

    [Fact]
    public void Verify_AlgorithmOfAnotherKey_IsRefusedBeforeAnySignature()
    {
        var other = new OtherSuite();
        var policy = new SdJwtPolicy { Suites = SignatureSuites.Default.With(other) };
        AssertProblem(Refusal(WithHeader("""{"alg":"OTHER","typ":"x"}""", Issued), policy), "algorithm", "issuer header alg");
        var bound = WithBindingHeader("""{"alg":"OTHER","typ":"kb+jwt"}""", SdJwtToken.Parse(Presented, out _)!);
        AssertProblem(Refusal(bound, Request, policy: policy), "algorithm", "key binding header alg");
    }

    [Fact]
    public void Verify_IssuerThatIsNotTrusted_IsRefusedAlsoAfterItWasCached()
    {
        var issuers = new OneIssuer(IssuerKey.PublicKey);
        var verifier = new SdJwtVerifier(issuers, new SdJwtPolicy { CachedCredentials = 10 });
        Assert.NotNull(verifier.VerifyIssued(Issued.ToString(), Now, out _));
        issuers.IsTrusted = false;
        Assert.Null(verifier.VerifyIssued(Issued.ToString(), Now, out var problem));
        AssertProblem(problem!, "issuer", "payload /iss");
    }

    [Fact]
    public void VerifyIssued_CachedCredentialThatExpired_IsRefused()
    {
        var verifier = Verifier(new SdJwtPolicy { CachedCredentials = 10 });
        Assert.NotNull(verifier.VerifyIssued(Issued.ToString(), Now, out _));
        Assert.Null(verifier.VerifyIssued(Issued.ToString(), Instant.FromUtc(2040, 1, 1, 0, 0), out var problem));
        Assert.Equal("expired", problem!.Check);
    }

    [Fact]
    public void VerifyPresentation_Cached_StillAsksForTheHoldersSignature()
    {
        var verifier = Verifier(new SdJwtPolicy { CachedCredentials = 4 });
        Assert.NotNull(verifier.VerifyPresentation(Presented, Request, Now, out _));
        Assert.Null(verifier.VerifyPresentation(Presented[..^1] + (Presented[^1] == 'A' ? 'Q' : 'A'), Request, Now, out _));
        Assert.NotNull(verifier.VerifyPresentation(Presented, Request, Now, out _));
    }

    [Fact]
    public void VerifyIssued_MoreThanTheCacheKeeps_AllVerify()
    {
        var verifier = Verifier(new SdJwtPolicy { CachedCredentials = 3 });
        var tokens = Enumerable.Range(0, 20).Select(i => Signed($$"""{"n":{{i}}}""")).ToList();
        foreach (var token in tokens.Concat(tokens)) Assert.NotNull(verifier.VerifyIssued(token, Now, out _));
    }

    [Fact]
    public void VerifyIssued_TypeThatIsNotAsked_IsRefused() =>
        AssertProblem(Refusal(Issued.ToString(), new SdJwtPolicy { Types = ["dc+sd-jwt"] }), "type", "issuer header typ");

    [Theory]
    [InlineData("", "form", "token")]
    [InlineData("a.b.c", "form", "token")]
    [InlineData("~", "form", "issuer")]
    [InlineData("a.b~", "form", "issuer")]
    [InlineData("é.b.c~", "encoding", "token")]
    public void VerifyIssued_OtherForms_AreRefused(string token, string check, string part) => AssertProblem(Refusal(token), check, part);

    [Theory]
    [InlineData("""{"aud":"https://hall.example.cn","aud":"x"}""", "json")]
    [InlineData("""{"aud":["https://hall.example.cn"]}""", "form")]
    [InlineData("""{"aud":"https://hall.example.cn"}""", "nonce")]
    [InlineData("""{"aud":"https://hall.example.cn","nonce":"n-0S6_WzA2Mj","purpose":"item 42"}""", "issued-at")]
    [InlineData("""{"aud":"https://hall.example.cn","nonce":"n-0S6_WzA2Mj","purpose":"item 42","iat":"x"}""", "form")]
    [InlineData("""{"aud":"https://hall.example.cn","nonce":"n-0S6_WzA2Mj","purpose":"item 42","iat":1795852800}""", "sd-hash")]
    [InlineData("""{"aud":"https://hall.example.cn","nonce":"n-0S6_WzA2Mj","purpose":"item 42","iat":1795852800,"exp":1}""", "expired")]
    [InlineData("""{"aud":"https://hall.example.cn","nonce":"n-0S6_WzA2Mj","purpose":"item 42","iat":1795852800,"nbf":1895766400}""",
        "not-yet-valid")]
    [InlineData("[]", "form")]
    [InlineData("{", "json")]
    public void VerifyPresentation_BindingClaims_AreRefused(string claims, string check)
    {
        var token = Issued.ToString() + JwsWriter.Sign(HolderKey, "kb+jwt", Encoding.UTF8.GetBytes(claims));
        Assert.Equal(check, Refusal(token, Request).Check);
    }

    [Fact]
    public void Present_WithAKeyThatTheCredentialDoesNotName_IsRefused()
    {
        using var other = SigningKey.Create();
        Assert.Null(SdJwtHolder.Present(Issued, Request, other, Now, out var problem));
        AssertProblem(problem!, "key-binding", "payload /cnf");
    }

    [Fact]
    public void Parse_LargerThanTheLimit_IsRefused()
    {
        Assert.Null(SdJwtToken.Parse(new string('~', 200_000), out var compact));
        Assert.Null(SdJwtToken.ParseJson(new byte[300_000], out var json));
        Assert.Equal(("size", "json"), (compact!.Check, json!.Check));
    }

    [Theory]
    [InlineData("[]", "form")]
    [InlineData("{}", "form")]
    [InlineData("""{"payload":"e30","protected":"e30","signature":5}""", "form")]
    [InlineData("""{"payload":"e30","protected":"e30~","signature":"AA"}""", "form")]
    [InlineData("""{"payload":"e30","protected":"e30","signature":"AA","header":{"disclosures":"x"}}""", "form")]
    [InlineData("""{"payload":"e30","protected":"e30","signature":"AA","header":{"disclosures":["a~b"]}}""", "form")]
    [InlineData("""{"payload":"e30","protected":"e30","signature":"AA","header":{"kb_jwt":1}}""", "form")]
    [InlineData("""{"payload":"e30","signatures":[]}""", "form")]
    [InlineData("""{"payload":"e30","signatures":{}}""", "form")]
    [InlineData("""{"payload":"e30","signatures":[{"protected":"e30","signature":"AA"},{"header":{"kb_jwt":"x"}}]}""", "form")]
    [InlineData("""{"payload":"e30","payload":"e30"}""", "json")]
    public void ParseJson_OtherForms_AreRefused(string json, string check)
    {
        Assert.Null(SdJwtToken.ParseJson(Encoding.UTF8.GetBytes(json), out var problem));
        Assert.Equal(check, problem!.Check);
    }

    [Theory]
    [InlineData("{}", "Found nothing; it must be a text of base64url.", "实为无，应为 base64url 文本。")]
    [InlineData("""{"protected":5}""", "Found 5; it must be a text of base64url.", "实为 5，应为 base64url 文本。")]
    [InlineData("""{"payload":"e30","signatures":[]}""",
        "Found an array of 0; it must be an array whose first signature alone has disclosures and kb_jwt.",
        "实为含 0 项的数组，应为数组，且仅第一个签名含 disclosures 和 kb_jwt。")]
    public void ParseJson_OtherForms_SaysInBothLanguagesWhatIsThere(string json, string english, string chinese)
    {
        Assert.Null(SdJwtToken.ParseJson(Encoding.UTF8.GetBytes(json), out var problem));
        Assert.Equal(new LocalizedText(chinese, english), problem!.Message);
    }

    [Fact]
    public void Select_ClaimThatIsNotThere_NamesIt()
    {
        Assert.Null(SdJwtHolder.Select(Issued, [ClaimPath.Parse("/salary")], out var problem));
        AssertProblem(problem!, "claim", "/salary");
    }

    private static string Forged(PresentationRequest request)
    {
        var token = SdJwtHolder.Present(Issued, request, HolderKey, Now, out _)!.ToString();
        return token[..^2] + (token[^2] == 'A' ? "B" : "A") + token[^1];
    }

    private static string Bind(string selection, ISigner signer, string type)
    {
        var claims = $$"""
            {"iat":{{Now.ToUnixTimeSeconds()}},"aud":"{{Request.Audience}}","nonce":"{{Request.Nonce}}",
             "purpose":"item 42","sd_hash":"{{Digest(selection)}}"}
            """;
        return selection + JwsWriter.Sign(signer, type, Encoding.UTF8.GetBytes(claims));
    }

    private static string WithHeader(string header, SdJwtToken token) =>
        $"{Disclosure(header)}.{string.Join('.', token.IssuerToken.Split('.')[1..])}~"
            + string.Concat(token.Disclosures.Select(text => text + "~"));

    private static string WithBindingHeader(string header, SdJwtToken token)
    {
        var parts = token.KeyBinding!.Split('.');
        return $"{token.ToString()[..^token.KeyBinding.Length]}{Disclosure(header)}.{parts[1]}.{parts[2]}";
    }

    private static void AssertProblem(CredentialProblem problem, string check, string part) =>
        Assert.Equal((check, part), (problem.Check, problem.Part));

    private sealed class OtherSuite : ISignatureSuite
    {
        public string Algorithm => "OTHER";

        public ISignatureVerifier? Import(PublicJwk key) => null;
    }
}
