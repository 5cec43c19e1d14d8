using System.Buffers.Text;
using System.Text.Json.Nodes;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using NodaTime;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>Every vector of RFC 9901 and of the SD-JWT VC draft, and the samples of OpenID4VP 1.0.</summary>
public sealed class RfcVectorTests
{
    private static readonly JsonNode Vectors = JsonNode.Parse(Embedded.Text("sdjwt/rfc9901_vectors.json"))!;
    private static readonly OneIssuer Issuer = new(Jwk(Vectors["issuer_key"]!));
    private static readonly SdJwtVerifier Verifier = new(Issuer, SdJwtPolicy.Default);
    private static readonly Instant Now = Instant.FromUtc(2025, 6, 1, 0, 0);

    private static TheoryData<string> Named(string list, Func<JsonNode, bool> isWanted) =>
        [.. Vectors[list]!.AsArray().Select((vector, at) => (vector: vector!, at)).Where(one => isWanted(one.vector)).Select(one => $"{list}/{one.at}")];

    public static TheoryData<string> Unbound => [.. Named("vectors", IsUnbound), .. Named("sd_jwt_vc", IsUnbound)];

    public static TheoryData<string> Bound => [.. Named("vectors", IsBound), .. Named("sd_jwt_vc", IsBound)];

    [Theory]
    [MemberData(nameof(Unbound))]
    public void VerifyIssued_Vector_GivesTheProcessedPayload(string name)
    {
        var vector = Find(name);
        var verified = Verifier.VerifyIssued(Compact(vector), Now, out var problem);
        Assert.Null(problem);
        AssertClaims(vector, verified!);
    }

    [Theory]
    [MemberData(nameof(Bound))]
    public void VerifyPresentation_Vector_GivesThePayloadAndTheBinding(string name)
    {
        var vector = Find(name);
        var binding = BindingOf(SdJwtToken.Parse(Compact(vector), out _)!);
        var signed = Instant.FromUnixTimeSeconds(binding["iat"]!.GetValue<long>());
        var request = new PresentationRequest(binding["aud"]!.GetValue<string>(), binding["nonce"]!.GetValue<string>());
        var verified = Verifier.VerifyPresentation(Compact(vector), request, signed, out var problem);
        Assert.Null(problem);
        AssertClaims(vector, verified!);
        Assert.Equal(new KeyBinding(request.Audience, request.Nonce, signed, null), verified!.Binding);
    }

    [Fact]
    public void Vectors_AreAllHere()
    {
        Assert.Equal((9, 5), (Vectors["vectors"]!.AsArray().Count, Vectors["sd_jwt_vc"]!.AsArray().Count));
        Assert.Equal(13, Unbound.Count<object[]>() + Bound.Count<object[]>());
        Assert.Equal(1, Vectors["vectors"]!.AsArray().Count(vector => vector!["kind"]!.GetValue<string>() == "jws")); // JwsTests verify it
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void ParseJson_VectorOfSection8_VerifiesAsTheCompactForm(int index, bool isBound)
    {
        var json = Vectors["json_serialization"]![index]!["json"]!.ToJsonString();
        var token = SdJwtToken.ParseJson(System.Text.Encoding.UTF8.GetBytes(json), out var problem);
        Assert.Null(problem);
        var verified = isBound
            ? Verifier.VerifyPresentation(token!.ToString(), new PresentationRequest("https://verifier.example.org", "1234567890"), IatOf(token), out problem)
            : Verifier.VerifyIssued(token!.ToString(), Now, out problem);
        Assert.Null(problem);
        Assert.Equal("John", verified!.Claims.Text(ClaimPath.Of("given_name")));
        Assert.Equal(isBound, verified.Binding is not null);
    }

    [Fact]
    public void Verify_SampleOfOpenId4Vp_GivesItsVerifiedContents()
    {
        var presentation = Unfolded("oid4vp/sd_jwt_presentation.txt");
        var request = new PresentationRequest("https://verifier.example.org", "1234567890");
        var verified = Verifier.VerifyPresentation(presentation, request, Instant.FromUnixTimeSeconds(1744743394), out var problem);
        Assert.Null(problem);
        AssertSame(JsonNode.Parse(Embedded.Text("oid4vp/verified_contents.json"))!, verified!);
        Assert.EndsWith(Unfolded("oid4vp/kb_jwt_serialized.txt"), presentation, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_IssuanceOfOpenId4Vp_GivesItsUserClaims()
    {
        var verified = Verifier.VerifyIssued(Unfolded("oid4vp/sd_jwt_issuance.txt"), Now, out var problem);
        Assert.Null(problem);
        var claims = JsonNode.Parse(verified!.Claims.Utf8.Span)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(Embedded.Text("oid4vp/user_claims.json"))!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, claims[name]), name);
    }

    [Fact]
    public void Select_SampleOfOpenId4Vp_GivesTheDisclosuresOfItsPresentation()
    {
        var issued = SdJwtToken.Parse(Unfolded("oid4vp/sd_jwt_issuance.txt"), out _)!;
        var presented = SdJwtToken.Parse(Unfolded("oid4vp/sd_jwt_presentation.txt"), out _)!;
        var selected = SdJwtHolder.Select(issued, [ClaimPath.Parse("/ld/credentialSubject/givenName")], out var problem);
        Assert.Null(problem);
        Assert.Equal(presented.Disclosures, selected!.Disclosures);
    }

    private static bool IsUnbound(JsonNode vector) => vector["kind"]!.GetValue<string>() == "sd-jwt";

    private static bool IsBound(JsonNode vector) => vector["kind"]!.GetValue<string>() == "sd-jwt+kb";

    private static JsonNode Find(string name) => Vectors[name.Split('/')[0]]![int.Parse(name.Split('/')[1], null)]!;

    private static string Compact(JsonNode vector) => vector["compact"]!.GetValue<string>();

    private static void AssertClaims(JsonNode vector, VerifiedSdJwt verified) =>
        AssertSame(Expansion.Of(vector["payload"]!, SdJwtToken.Parse(Compact(vector), out _)!.Disclosures), verified);

    private static void AssertSame(JsonNode expected, VerifiedSdJwt verified)
    {
        var claims = JsonNode.Parse(verified.Claims.Utf8.Span);
        Assert.True(JsonNode.DeepEquals(expected, claims), $"{expected.ToJsonString()}\n{claims!.ToJsonString()}");
    }

    private static Instant IatOf(SdJwtToken token) => Instant.FromUnixTimeSeconds(BindingOf(token)["iat"]!.GetValue<long>());

    private static JsonNode BindingOf(SdJwtToken token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.KeyBinding!.Split('.')[1]))!;

    private static string Unfolded(string name) => Embedded.Text(name).ReplaceLineEndings("");

    private static PublicJwk Jwk(JsonNode json) => PublicJwk.Read(JsonText.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), out _)!, out _)!;
}
