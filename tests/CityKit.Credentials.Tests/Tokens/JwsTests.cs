using System.Buffers.Text;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.Tests.Tokens;

public sealed class JwsTests
{
    private static readonly SigningKey Key = SigningKey.Create("k1");
    private static readonly ISignatureVerifier Verifier = Es256Suite.Instance.Import(Key.PublicKey)!;
    private static readonly string Token = JwsWriter.Sign(Key, "test+jwt", """{"a":1}"""u8);

    [Fact]
    public void Read_TokenOfTheWriter_GivesHeaderAndPayloadAndVerifies()
    {
        var jws = Jws.Read(Token, "issuer", out var problem)!;
        Assert.Null(problem);
        Assert.Equal(("ES256", "test+jwt", "k1"), (jws.Header.Algorithm, jws.Header.Type, jws.Header.KeyId));
        Assert.Equal("1", jws.ReadPayload(out _)!.Find("a")!.Value.Text);
        Assert.Null(jws.Verify(Verifier));
        Assert.Equal(Token, jws.ToString());
    }

    [Fact]
    public void Sign_WithCertificates_NamesThemInOrder()
    {
        var jws = Jws.Read(JwsWriter.Sign(Key, "t", "{}"u8, ["MII", "MIJ"]), "issuer", out _)!;
        Assert.Equal(["MII", "MIJ"], jws.Header.Certificates);
    }

    [Fact]
    public void Verify_AnyCharacterChanged_IsRefused()
    {
        for (var at = 0; at < Token.Length; at++)
        {
            var changed = Token.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            Assert.NotNull(Jws.Read(new string(changed), "issuer", out var problem) is { } read ? read.Verify(Verifier) : problem);
        }
    }

    [Fact]
    public void Verify_KeyOfAnother_NamesTheSignature()
    {
        using var other = SigningKey.Create();
        using var verifier = Es256Suite.Instance.Import(other.PublicKey)!;
        var problem = Jws.Read(Token, "issuer", out _)!.Verify(verifier)!;
        Assert.Equal(("signature", "issuer signature"), (problem.Check, problem.Part));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", "algorithm", "issuer header alg")]
    [InlineData("""{"alg":"nOnE"}""", "algorithm", "issuer header alg")]
    [InlineData("""{"typ":"x"}""", "form", "issuer header alg")]
    [InlineData("""{"alg":256}""", "form", "issuer header alg")]
    [InlineData("""{"alg":"ES256","typ":1}""", "form", "issuer header typ")]
    [InlineData("""{"alg":"ES256","kid":42}""", "form", "issuer header kid")]
    [InlineData("""{"alg":"ES256","x5c":[]}""", "form", "issuer header x5c")]
    [InlineData("""{"alg":"ES256","x5c":"MII"}""", "form", "issuer header x5c")]
    [InlineData("""{"alg":"ES256","crit":["exp"]}""", "critical", "issuer header crit")]
    [InlineData("""{"alg":"ES256","b64":false}""", "critical", "issuer header b64")]
    [InlineData("""{"alg":"ES256","alg":"none"}""", "json", "issuer header")]
    [InlineData("""{"alg":"ES256",}""", "json", "issuer header")]
    [InlineData("""["ES256"]""", "form", "issuer header")]
    [InlineData("""{"alg":"ES256","x":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", "json", "issuer header")]
    public void Read_BadHeader_NamesCheckAndPart(string header, string check, string part)
    {
        Assert.Null(Jws.Read($"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.e30.AA", "issuer", out var problem));
        Assert.Equal((check, part), (problem!.Check, problem.Part));
    }

    [Theory]
    [InlineData("", "form", "issuer")]
    [InlineData("a.b", "form", "issuer")]
    [InlineData("a.b.c.d", "form", "issuer")]
    [InlineData("e30=.e30.AA", "encoding", "issuer header")]
    [InlineData("e3 .e30.AA", "encoding", "issuer header")]
    [InlineData("e31.e30.AA", "encoding", "issuer header")]
    [InlineData("e30.e+0.AA", "encoding", "issuer payload")]
    [InlineData("e30.e30.A", "encoding", "issuer signature")]
    [InlineData("e30.e30.AB", "encoding", "issuer signature")]
    [InlineData("é.e30.AA", "encoding", "issuer")]
    public void Read_BadForm_NamesCheckAndPart(string token, string check, string part)
    {
        Assert.Null(Jws.Read(token, "issuer", out var problem));
        Assert.Equal((check, part), (problem!.Check, problem.Part));
    }

    [Fact]
    public void Read_LargerThanTheLimits_IsRefusedWithBothNumbers()
    {
        Assert.Null(Jws.Read(Token, "issuer", new JwsLimits { Characters = 10 }, out var whole));
        Assert.Null(Jws.Read(Token, "issuer", new JwsLimits { HeaderCharacters = 9 }, out var header));
        Assert.Equal(("size", "issuer"), (whole!.Check, whole.Part));
        Assert.Equal(("size", "issuer header"), (header!.Check, header.Part));
        Assert.Contains($"{Token.Length} characters; at most 10", whole.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadPayload_RepeatedName_SaysWhere()
    {
        var jws = Jws.Read(JwsWriter.Sign(Key, "t", """{"a":{"b":1,"b":2}}"""u8), "status list", out _)!;
        Assert.Null(jws.ReadPayload(out var problem));
        Assert.Equal(("json", "status list payload"), (problem!.Check, problem.Part));
        Assert.Contains("'b' twice", problem.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_EveryVectorOfTheRfc_AsItSays()
    {
        var vectors = JsonText.Parse(Encoding.UTF8.GetBytes(Support.Embedded.Text("sdjwt/rfc9901_vectors.json")), out _)!;
        using var key = Es256Suite.Instance.Import(PublicJwk.Read(vectors.Find("issuer_key")!.Value, out _)!)!;
        var tokens = vectors.Find("vectors")!.Value.Items.Concat(vectors.Find("sd_jwt_vc")!.Value.Items).ToList();
        Assert.All(tokens, vector => Assert.Null(Jws.Read(IssuerPart(vector), "issuer", out _)!.Verify(key)));
        Assert.Equal(14, tokens.Count);
    }

    private static string IssuerPart(JsonValue vector) => vector.Find("compact")!.Value.Text.Split('~')[0];
}
