using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using NodaTime;
using static CityKit.Credentials.Tests.OpenId.VpBench;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.OpenId;

public sealed class VpVerifierTests
{
    private readonly OneTimeNonces nonces = Nonces();
    private readonly PresentationSession session;

    public VpVerifierTests() => session = Session(nonces.Create(Now, new SeededRandom(1)));

    [Theory]
    [InlineData("A128GCM")]
    [InlineData("A256GCM")]
    public void Verify_WhatWasAskedFor_GivesTheCredentials(string encryption)
    {
        var content = Answer(session, ("my_credential", [VpBench.Present(session)]));
        var answer = Verify(Encrypt(session.Key.Public, content, encryption), out var problem);
        Assert.Null(problem);
        Assert.Null(answer!.Error);
        var credential = Assert.Single(answer.Credentials["my_credential"]);
        Assert.Equal("Doe", credential.Token.Claims.Text(ClaimPath.Of("family_name")));
        Assert.Equal(Client.Id, credential.Token.Binding!.Audience);
    }

    /// <summary>The presentation of the specification, whose client is not named by a certificate's hash.</summary>
    [Fact]
    public void Verify_PresentationOfTheSpecification_GivesItsClaims()
    {
        var issuer = PublicJwk.Of("P-256", Bytes("b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ"),
            Bytes("Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8"));
        var query = DcqlQuery.Of([new DcqlCredential("c", ["https://credentials.example.com/example_credential"])
        {
            Claims = [DcqlClaim.Of("ld", "credentialSubject", "givenName") with { Values = ["John"] }],
        }]);
        var example = session with { ClientId = "https://verifier.example.org", Nonce = "1234567890", Query = query };
        var presentation = Embedded.Text("oid4vp/sd_jwt_presentation.txt").ReplaceLineEndings("").Trim();
        var response = Encrypt(example.Key.Public, Answer(example, ("c", [presentation])));
        var verifier = new VpVerifier(new OneIssuer(issuer), new AnyNonce());
        var answer = verifier.Verify(example, response, Instant.FromUnixTimeSeconds(1744743394), out var problem);
        Assert.Null(problem);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Embedded.Text("oid4vp/verified_contents.json")),
            JsonNode.Parse(answer!.Credentials["c"][0].Token.Claims.Utf8.Span)));
    }

    [Fact]
    public void Verify_SameAnswerTwice_IsAReplay()
    {
        var response = Encrypt(session.Key.Public, Answer(session, ("my_credential", [VpBench.Present(session)])));
        Assert.NotNull(Verify(response, out _));
        Assert.Null(Verify(response, out var problem));
        Assert.Equal(("nonce", "response"), (problem!.Check, problem.Part));
    }

    [Fact]
    public void Verify_TwoCredentialsOfOneAnswer_UseTheNonceOnce()
    {
        var query = DcqlQuery.Of([new DcqlCredential("a", [Identity]) { IsMultiple = true }, new DcqlCredential("b", [Identity])]);
        var both = session with { Query = query };
        var token = VpBench.Present(session);
        var response = Encrypt(session.Key.Public, Answer(session, ("a", [token, token]), ("b", [token])));
        var answer = Verifier(nonces).Verify(both, response, Now, out var problem);
        Assert.Null(problem);
        Assert.Equal((2, 1), (answer!.Credentials["a"].Count, answer.Credentials["b"].Count));
    }

    [Fact]
    public void Verify_RefusedAnswer_LeavesTheNonceOpen()
    {
        AssertRefused("query", "vp_token my_credential", Answer(session));
        Assert.NotNull(Verify(Encrypt(session.Key.Public, Answer(session, ("my_credential", [VpBench.Present(session)]))), out _));
    }

    [Fact]
    public void Verify_NonceTooOldOrNeverGiven_IsRefused()
    {
        var response = Encrypt(session.Key.Public, Answer(session, ("my_credential", [VpBench.Present(session)])));
        Assert.Null(Verifier(Nonces()).Verify(session, response, Now, out var problem));
        Assert.Equal("nonce", problem!.Check);
    }

    [Fact]
    public void Verify_SignedForAnotherClientOrNonce_IsRefused()
    {
        var client = VpBench.Present(session with { ClientId = "x509_hash:other" });
        var nonce = VpBench.Present(session with { Nonce = "other" });
        AssertRefused("audience", "vp_token my_credential 1: key binding payload /aud", Answer(session, ("my_credential", [client])));
        AssertRefused("nonce", "vp_token my_credential 1: key binding payload /nonce", Answer(session, ("my_credential", [nonce])));
    }

    [Fact]
    public void Verify_WithoutHolderOrTampered_IsRefused()
    {
        var token = VpBench.Present(session);
        AssertRefused("key-binding", "vp_token my_credential 1: token",
            Answer(session, ("my_credential", [token[..(token.LastIndexOf('~') + 1)]])));
        var tilde = token.IndexOf('~', StringComparison.Ordinal);
        var withoutFirst = token[..(tilde + 1)] + token[(token.IndexOf('~', tilde + 1) + 1)..];
        AssertRefused("sd-hash", "vp_token my_credential 1: key binding payload /sd_hash",
            Answer(session, ("my_credential", [withoutFirst])));
    }

    [Fact]
    public void Verify_TooFewClaims_IsRefused() => AssertRefused("claim", "vp_token my_credential /given_name",
        Answer(session, ("my_credential", [VpBench.Present(session, """{"family_name":"Doe"}""")])));

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    [InlineData(null)]
    public void Verify_OtherState_IsRefused(string? state)
    {
        var content = JsonNode.Parse(Answer(session, ("my_credential", [VpBench.Present(session)])))!;
        content["state"] = state;
        AssertRefused("state", "response state", content.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "form", "vp_token")]
    [InlineData("""{"vp_token":"x"}""", "form", "vp_token")]
    [InlineData("""{"vp_token":["x"]}""", "form", "vp_token")]
    [InlineData("""{"vp_token":{"my_credential":"x"}}""", "form", "vp_token my_credential")]
    [InlineData("""{"vp_token":{"my_credential":[]}}""", "form", "vp_token my_credential")]
    [InlineData("""{"vp_token":{"my_credential":[{}]}}""", "form", "vp_token my_credential")]
    [InlineData("""{"vp_token":{"my_credential":["x","y"]}}""", "query", "vp_token my_credential")]
    [InlineData("""{"vp_token":{"other":["x"]}}""", "query", "vp_token other")]
    [InlineData("""{"vp_token":{"my_credential":["x"]}}""", "form", "vp_token my_credential 1: token")]
    public void Verify_OtherForm_IsRefused(string json, string check, string part)
    {
        var content = JsonNode.Parse(json)!;
        content["state"] = session.State;
        AssertRefused(check, part, content.ToJsonString());
    }

    [Theory]
    [InlineData("[]", "form")]
    [InlineData("not json", "json")]
    [InlineData("""{"state":"a","state":"b"}""", "json")]
    public void Verify_ContentThatIsNoObject_IsRefused(string content, string check) => AssertRefused(check, "response", content);

    [Fact]
    public void Verify_Bombs_AreRefused()
    {
        Assert.Null(Verify(new string('A', VpVerifier.MaxCharacters + 1), out var problem));
        Assert.Equal(("size", "response"), (problem!.Check, problem.Part));
        Assert.Null(Verify(new string('A', 20_000) + "....", out problem));
        Assert.Equal(("size", "response header"), (problem!.Check, problem.Part));
        Assert.Null(Verify(new string('.', 1_000_000), out problem));
        Assert.Equal("form", problem!.Check);
        AssertRefused("json", "response", new string('[', 100_000));
        var many = string.Join(',', Enumerable.Repeat("\"x\"", VpVerifier.MaxPresentations + 1));
        AssertRefused("size", "vp_token", $$"""{"state":"{{session.State}}","vp_token":{"my_credential":[{{many}}]} }""");
        AssertRefused("size", "vp_token my_credential 1: token", Answer(session, ("my_credential", [new string('x', 200_000)])));
    }

    [Fact]
    public void Verify_ErrorOfTheWallet_IsAnAnswer()
    {
        var content = $$"""{"error":"access_denied","error_description":"no","state":"{{session.State}}"}""";
        Assert.Equal(new WalletError("access_denied", "no"), Verify(Encrypt(session.Key.Public, content), out _)!.Error);
        AssertRefused("state", "response state", """{"error":"access_denied"}""");
        AssertRefused("form", "error", $$"""{"error":5,"state":"{{session.State}}"}""");
    }

    [Fact]
    public void RefusedBy_ErrorWithoutEncryption_IsAnAnswerOfThisSessionAlone()
    {
        Assert.Equal("access_denied", VpVerifier.RefusedBy(session, "access_denied", null, session.State, out _)!.Error!.Code);
        Assert.Null(VpVerifier.RefusedBy(session, "access_denied", null, "other", out var problem));
        Assert.Equal("state", problem!.Check);
        Assert.Null(VpVerifier.RefusedBy(session, "a\nb", null, session.State, out problem));
        Assert.Equal("form", problem!.Check);
        Assert.Null(VpVerifier.RefusedBy(session, "a", new string('x', 2000), session.State, out problem));
        Assert.Equal(("size", "error_description"), (problem!.Check, problem.Part));
    }

    [Fact]
    public void Verify_AnswerOfAnotherSession_IsRefused()
    {
        var other = Session(session.Nonce);
        Assert.Null(Verify(Encrypt(other.Key.Public, Answer(session, ("my_credential", [VpBench.Present(session)]))), out var problem));
        Assert.Equal("encryption", problem!.Check);
    }

    private VpAnswer? Verify(string response, out CredentialProblem? problem) =>
        Verifier(nonces).Verify(session, response, Now, out problem);

    private void AssertRefused(string check, string part, string content)
    {
        Assert.Null(Verify(Encrypt(session.Key.Public, content), out var problem));
        Assert.Equal((check, part), (problem!.Check, problem.Part));
    }

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private sealed class AnyNonce : INonceRegister
    {
        public bool TryUse(string nonce, Instant at) => true;
    }
}
