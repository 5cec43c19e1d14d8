using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.Tests.Trust;
using CityKit.Credentials.Tokens;
using static CityKit.Credentials.Tests.OpenId.VpBench;

namespace CityKit.Credentials.Tests.OpenId;

public sealed class RequestTests
{
    [Fact]
    public void SignRequest_Session_IsWhatHaipAsksFor()
    {
        var session = Session("n1");
        var jws = Jws.Read(session.SignRequest(Client), "request", out _)!;
        using var key = Es256Suite.Instance.Import(new CertificateSigner(Leaf).PublicKey)!;
        Assert.Null(jws.Verify(key));
        Assert.Equal(("ES256", "oauth-authz-req+jwt"), (jws.Header.Algorithm, jws.Header.Type));
        Assert.Equal(Convert.ToBase64String(Leaf.RawData), Assert.Single(jws.Header.Certificates));
        var hash = "x509_hash:" + Base64Url.EncodeToString(SHA256.HashData(Leaf.RawData));
        var expected = new JsonObject
        {
            ["aud"] = "https://self-issued.me/v2", ["client_id"] = hash, ["response_type"] = "vp_token",
            ["response_mode"] = "direct_post.jwt", ["response_uri"] = "https://hall.example.cn/vp/42", ["nonce"] = "n1",
            ["state"] = session.State, ["dcql_query"] = JsonNode.Parse(session.Query.ToString()), ["client_metadata"] = Metadata(session),
        };
        var payload = Payload(jws);
        Assert.True(JsonNode.DeepEquals(expected, payload), payload.ToJsonString());
    }

    [Fact]
    public void SignRequest_WalletPosted_BringsItsNonceBack()
    {
        var payload = Payload(Jws.Read(Session("n1").SignRequest(Client, "w\"1", "https://wallet.example"), "request", out _)!);
        Assert.Equal(("w\"1", "https://wallet.example"), (payload["wallet_nonce"]!.GetValue<string>(), payload["aud"]!.GetValue<string>()));
    }

    [Fact]
    public void Link_RequestUri_IsEscaped() => Assert.Equal(
        $"openid4vp://?client_id={Client.Id.Replace(":", "%3A", StringComparison.Ordinal)}"
            + "&request_uri=https%3A%2F%2Fhall.example.cn%2Frequests%2F42%3Fa%3D1%26b%3D2&request_uri_method=post",
        Session("n1").Link(new Uri("https://hall.example.cn/requests/42?a=1&b=2"), isPosted: true));

    [Fact]
    public void Create_TwoSessions_HaveKeysAndStatesOfTheirOwn()
    {
        var (one, two) = (Session("n1"),
            PresentationSession.Create(Client, ResponseUri, Query("simple"), "n2", RandomNumberGenerator.Create()));
        Assert.NotEqual(one.Key.Public, two.Key.Public);
        Assert.NotEqual(one.State, two.State);
        Assert.Equal(22, one.State.Length);
    }

    [Fact]
    public void Create_AddressWithoutTls_Throws() => Assert.Throws<ArgumentException>(() =>
        PresentationSession.Create(Client, new Uri("http://hall.example.cn"), Query("simple"), "n", RandomNumberGenerator.Create()));

    [Fact]
    public void VpClient_CertificateThatIsSelfSignedOrAnothers_Throws()
    {
        Assert.Throws<ArgumentException>(() => new VpClient(new CertificateSigner(Root), [Root.RawData]));
        Assert.Throws<ArgumentException>(() => new VpClient(new CertificateSigner(Root), [Leaf.RawData]));
        Assert.Throws<ArgumentException>(() => new VpClient(new CertificateSigner(Leaf), []));
        Assert.Throws<ArgumentException>(() => new VpClient(new CertificateSigner(Leaf), [new byte[] { 1, 2 }]));
    }

    [Fact]
    public void SignRequest_SessionOfAnotherClient_Throws() =>
        Assert.Throws<ArgumentException>(() => (Session("n1") with { ClientId = "x509_hash:other" }).SignRequest(Client));

    private static JsonNode Payload(Jws jws) => JsonNode.Parse(jws.Payload.Span)!;

    private static JsonObject Metadata(PresentationSession session)
    {
        var key = JsonNode.Parse(session.Key.Public.ToString())!.AsObject();
        (key["use"], key["alg"]) = ("enc", "ECDH-ES");
        Assert.Equal(session.Key.Public.Thumbprint(), key["kid"]!.GetValue<string>());
        return new JsonObject
        {
            ["jwks"] = new JsonObject { ["keys"] = new JsonArray(key) },
            ["encrypted_response_enc_values_supported"] = new JsonArray("A128GCM", "A256GCM"),
            ["vp_formats_supported"] = JsonNode.Parse(
                """{"dc+sd-jwt":{"sd-jwt_alg_values":["ES256"],"kb-jwt_alg_values":["ES256"]}}"""),
        };
    }
}
