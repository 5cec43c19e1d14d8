using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.OpenId;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tests.Trust;
using CityKit.Credentials.Vc;
using NodaTime;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.OpenId;

/// <summary>A verifier with a certificate, and a wallet of the plainest kind that answers its requests.</summary>
internal static class VpBench
{
    internal const string Identity = "https://credentials.example.com/identity_credential";

    internal static readonly X509Certificate2 Root = Certificate("CN=root", null);
    internal static readonly X509Certificate2 Leaf = Certificate("CN=hall", Root);
    internal static readonly VpClient Client = new(new CertificateSigner(Leaf), [Leaf.RawData]);
    internal static readonly Uri ResponseUri = new("https://hall.example.cn/vp/42");

    internal static DcqlQuery Query(string file) =>
        DcqlQuery.Read(Encoding.UTF8.GetBytes(Embedded.Text($"oid4vp/dcql_{file}.json"))).Query!;

    internal static PresentationSession Session(string nonce, DcqlQuery? query = null) =>
        PresentationSession.Create(Client, ResponseUri, query ?? Query("simple"), nonce, new SeededRandom(5));

    internal static VpVerifier Verifier(INonceRegister nonces) => new(new OneIssuer(IssuerKey.PublicKey), nonces);

    internal static OneTimeNonces Nonces() => new(Duration.FromMinutes(5));

    /// <summary>A presentation of a credential with all its claims, signed for a session.</summary>
    internal static string Present(PresentationSession session, string claims = Doe, string type = Identity) =>
        SdJwtHolder.Present(Issued(claims, type), new PresentationRequest(session.ClientId, session.Nonce), HolderKey, Now,
            out _)!.ToString();

    internal const string Doe = """
        {"family_name":"Doe","given_name":"John","postal_code":"90210","address":{"street_address":"42 Market Street"},
         "nationalities":["British","Betelgeusian"],"age":30,"degrees":[{"type":"Bachelor"},{"type":"Master"}]}
        """;

    internal static VerifiedVc Verified(string claims = Doe, string type = Identity) =>
        new VcVerifier(new OneIssuer(IssuerKey.PublicKey)).VerifyIssued(Issued(claims, type).ToString(), Now, out _)!;

    internal static string Answer(PresentationSession session, params (string Id, string[] Tokens)[] tokens)
    {
        var all = new JsonObject(tokens.Select(one =>
            KeyValuePair.Create(one.Id, (JsonNode?)new JsonArray([.. one.Tokens.Select(token => JsonValue.Create(token))]))));
        return new JsonObject { ["vp_token"] = all, ["state"] = session.State }.ToJsonString();
    }

    /// <summary>Encrypts as a wallet does; the header may be changed on the way.</summary>
    internal static string Encrypt(PublicJwk recipient, string content, string encryption = "A128GCM", Action<JsonObject>? change = null)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = recipient.X.ToArray(), Y = recipient.Y.ToArray() },
        });
        var point = sender.ExportParameters(false).Q;
        var header = new JsonObject { ["alg"] = "ECDH-ES", ["enc"] = encryption, ["kid"] = recipient.Id,
            ["epk"] = JsonNode.Parse(PublicJwk.Of("P-256", point.X, point.Y).ToString()) };
        change?.Invoke(header);
        var bytes = encryption == "A256GCM" ? 32 : 16;
        var key = ConcatKdf.Derive(sender.DeriveRawSecretAgreement(other.PublicKey), encryption, [], [], bytes);
        return Seal(key, Encode(Encoding.UTF8.GetBytes(header.ToJsonString())), Encoding.UTF8.GetBytes(content));
    }

    internal static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    private static string Seal(byte[] key, string header, byte[] content)
    {
        var (vector, sealedContent, tag) = (RandomNumberGenerator.GetBytes(12), new byte[content.Length], new byte[16]);
        using var cipher = new AesGcm(key, tag.Length);
        cipher.Encrypt(vector, content, sealedContent, tag, Encoding.ASCII.GetBytes(header));
        return $"{header}..{Encode(vector)}.{Encode(sealedContent)}.{Encode(tag)}";
    }

    private static SdJwtToken Issued(string claims, string type) => VcIssuer.Issue(new VcClaims(type, JsonNode.Parse(claims)!.AsObject())
    {
        Disclosable = [.. JsonNode.Parse(claims)!.AsObject().Select(claim => ClaimPath.Of(claim.Key))],
        Issuer = "https://issuer.example.cn",
        HolderKey = HolderKey.PublicKey,
    }, IssuerKey, new SeededRandom(3));

    private static X509Certificate2 Certificate(string name, X509Certificate2? issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(issuer is null, false, 0, true));
        var (from, until) = (new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero));
        if (issuer is null) return request.CreateSelfSigned(from, until);
        using var bare = request.Create(issuer, from, until, [1, 2, 3]);
        return bare.CopyWithPrivateKey(key);
    }
}
