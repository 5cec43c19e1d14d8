using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.Tests.Support;
using static CityKit.Credentials.Tests.OpenId.VpBench;

namespace CityKit.Credentials.Tests.OpenId;

public sealed class ResponseKeyTests
{
    private const string Content = """{"state":"s"}""";

    /// <summary>RFC 7518, Appendix C: Bob's key and Alice's ephemeral one.</summary>
    [Fact]
    public void Derive_VectorOfRfc7518AppendixC_GivesItsKey()
    {
        using var bob = Bob();
        var alice = PublicJwk.Of("P-256", Bytes("gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0"),
            Bytes("SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps"));
        var secret = bob.Agree(alice)!;
        Assert.Equal("9E56D91D817135D372834283BF84269CFB316EA3DA806A48F6DAA7798CFE90C4", Convert.ToHexString(secret));
        Assert.Equal("VqqN6vgjbSBcIijNcacQGg", Encode(ConcatKdf.Derive(secret, "A128GCM", "Alice"u8, "Bob"u8, 16)));
    }

    [Theory]
    [InlineData("A128GCM")]
    [InlineData("A256GCM")]
    public void Decrypt_OfThisKey_GivesTheContent(string encryption)
    {
        using var key = ResponseKey.Create();
        using var again = ResponseKey.FromPem(key.ToPem());
        Assert.Equal(Content, Text(again, Encrypt(key.Public, Content, encryption), out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("oid4vp/response_a128gcm.txt")]
    [InlineData("oid4vp/response_a256gcm.txt")]
    public void Decrypt_TokenOfAnotherImplementation_GivesTheContent(string file)
    {
        using var bob = Bob();
        Assert.Equal("""{"error":"access_denied","state":"s1"}""", Text(bob, Embedded.Text(file).Trim(), out _));
    }

    /// <summary>OpenID4VP 1.0, 8.3: the key is named <c>ac</c> there, not by its thumbprint.</summary>
    [Fact]
    public void Decrypt_ResponseOfTheSpecification_GivesItsPayload()
    {
        using var key = Key("Et-3ce0omz8_TuZ96Df9lp0GAaaDoUnDe6X-CRO7Aww",
            "YO4epjifD-KWeq1sL2tNmm36BhXnkJ0He-WqMYrp9Fk", "Hekpm0zfK7C-YccH5iBjcIXgf6YdUvNUac_0At55Okk");
        var token = CompactJwe.Read(Embedded.Text("oid4vp/encrypted_response.txt").Trim(), VpVerifier.MaxCharacters, 16 << 10, out _)!;
        var header = JweHeader.Read(token.Header, "ac", out _)!;
        var content = token.Decrypt(ConcatKdf.Derive(key.Agree(header.Sender)!, header.Encryption, [], [], header.KeyBytes))!;
        var expected = JsonNode.Parse("""{"vp_token":{"example_credential_id":["eyJhb...YMetA"]}}""");
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(content)), Encoding.UTF8.GetString(content));
        Assert.Null(key.Decrypt(token, out var problem));
        Assert.Equal("encryption", problem!.Check);
    }

    [Fact]
    public void Decrypt_OfAnotherKey_IsRefused()
    {
        using var key = ResponseKey.Create();
        using var other = ResponseKey.Create();
        AssertRefused("decryption", key, Encrypt(other.Public with { Id = key.Public.Id }, Content));
        AssertRefused("encryption", key, Encrypt(other.Public, Content));
    }

    [Theory]
    [InlineData("alg", "none")]
    [InlineData("alg", "dir")]
    [InlineData("alg", "ECDH-ES+A128KW")]
    [InlineData("alg", "RSA-OAEP")]
    [InlineData("alg", null)]
    [InlineData("enc", "A128CBC-HS256")]
    [InlineData("enc", "A192GCM")]
    [InlineData("enc", "none")]
    [InlineData("enc", null)]
    [InlineData("zip", "DEF")]
    [InlineData("kid", "another")]
    [InlineData("kid", null)]
    [InlineData("epk", null)]
    public void Decrypt_HeaderThatIsNotAccepted_IsRefused(string name, string? value)
    {
        using var key = ResponseKey.Create();
        AssertRefused("encryption", key, Encrypt(key.Public, Content, change: header =>
        {
            if (value is null) header.Remove(name);
            else header[name] = value;
        }));
    }

    [Fact]
    public void Decrypt_CriticalOrBrokenMembers_AreRefused()
    {
        using var key = ResponseKey.Create();
        AssertRefused("critical", key, Encrypt(key.Public, Content, change: header => header["crit"] = new JsonArray("x")));
        AssertRefused("encoding", key, Encrypt(key.Public, Content, change: header => header["apu"] = "=="));
        AssertRefused("json", key, Encrypt(key.Public, Content, change: header => header["epk"]!["d"] = "x"));
        AssertRefused("decryption", key, Encrypt(key.Public, Content, change: header => header["epk"]!["x"] = new string('A', 43)));
        AssertRefused("decryption", key, Encrypt(key.Public, Content, change: header => header["apv"] = "Qm9i"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("a.b.c.d.e.f")]
    [InlineData("{\"protected\":1}")]
    [InlineData("bm90IGpzb24..AAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA")]
    public void Decrypt_NoToken_IsRefused(string text)
    {
        using var key = ResponseKey.Create();
        Assert.Null(Text(key, text, out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void Decrypt_AnyCharacterChanged_IsRefused()
    {
        using var key = ResponseKey.Create();
        var token = Encrypt(key.Public, Content);
        for (var at = 0; at < token.Length; at++)
        {
            var changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            Assert.True(Text(key, changed, out var problem) is null && problem is not null, changed);
        }
    }

    [Fact]
    public void FromPem_OtherCurve_Throws()
    {
        using var other = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        Assert.Throws<CryptographicException>(() => ResponseKey.FromPem(other.ExportPkcs8PrivateKeyPem()));
    }

    private static ResponseKey Bob() => Key("VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw",
        "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ", "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck");

    private static ResponseKey Key(string d, string x, string y)
    {
        using var key = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Bytes(d),
            Q = new ECPoint { X = Bytes(x), Y = Bytes(y) },
        });
        return ResponseKey.FromPem(key.ExportPkcs8PrivateKeyPem());
    }

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static void AssertRefused(string check, ResponseKey key, string token)
    {
        Assert.Null(Text(key, token, out var problem));
        Assert.Equal(check, problem!.Check);
    }

    private static string? Text(ResponseKey key, string token, out CredentialProblem? problem) =>
        CompactJwe.Read(token, VpVerifier.MaxCharacters, 16 << 10, out problem) is { } read && key.Decrypt(read, out problem) is { } content
            ? Encoding.UTF8.GetString(content) : null;
}
