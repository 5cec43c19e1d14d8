using System.Security.Cryptography;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Tokens;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.SdJwt;

/// <summary>Tokens between CityKit and Microsoft.IdentityModel.JsonWebTokens, in both directions.</summary>
public sealed class InteroperabilityTests
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    [Fact]
    public async Task ValidateToken_IssuerAndHolderTokensOfCityKit_AreValidThere()
    {
        var issued = Issue("""{"iss":"https://i.example","exp":4000000000,"name":"Li"}""", "/name");
        var presented = SdJwtToken.Parse(Present(issued, "/name"), out _)!;
        var issuer = await Handler.ValidateTokenAsync(presented.IssuerToken, Parameters(IssuerKey.PublicKey));
        var holder = await Handler.ValidateTokenAsync(presented.KeyBinding, Parameters(HolderKey.PublicKey));
        Assert.True(issuer.IsValid, issuer.Exception?.Message);
        Assert.True(holder.IsValid, holder.Exception?.Message);
        Assert.Equal("https://i.example", issuer.Claims["iss"]);
        Assert.Equal(Request.Nonce, holder.Claims["nonce"]);
    }

    [Fact]
    public void VerifyPresentation_TokensOfIdentityModel_AreTakenHere()
    {
        using var issuer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var holder = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var disclosure = Disclosure("""["salt","name","李"]""");
        var payload = $$"""{"iss":"https://i.example","_sd":["{{Digest(disclosure)}}"],"cnf":{"jwk":{{Jwk(holder)}} } }""";
        var selection = $"{Create(issuer, payload, "dc+sd-jwt")}~{disclosure}~";
        var binding = $$"""{"iat":{{Now.ToUnixTimeSeconds()}},"aud":"{{Request.Audience}}","nonce":"{{Request.Nonce}}","sd_hash":"{{Digest(selection)}}"}""";
        var verifier = new SdJwtVerifier(new OneIssuer(Jwk(issuer)));
        var verified = verifier.VerifyPresentation(selection + Create(holder, binding, "kb+jwt"), Request with { Purpose = null }, Now, out var problem);
        Assert.Null(problem);
        Assert.Equal("李", verified!.Claims.Text(ClaimPath.Of("name")));
    }

    [Fact]
    public void Read_TokenOfIdentityModel_IsReadAndVerifiedHere()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var verifier = Es256Suite.Instance.Import(Jwk(key))!;
        var jws = Jws.Read(Create(key, """{"a":1}""", "test+jwt"), "issuer", out var problem);
        Assert.Null(problem);
        Assert.Null(jws!.Verify(verifier));
        Assert.Equal("test+jwt", jws.Header.Type);
    }

    private static string Create(ECDsa key, string payload, string type)
    {
        var credentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256);
        return Handler.CreateToken(payload, credentials, new Dictionary<string, object> { ["typ"] = type });
    }

    private static TokenValidationParameters Parameters(PublicJwk key) => new()
    {
        ValidateIssuer = false,
        ValidateAudience = false,
        RequireExpirationTime = false,
        ValidateLifetime = false,
        IssuerSigningKey = new JsonWebKey(key.ToString()),
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
    };

    private static PublicJwk Jwk(ECDsa key)
    {
        var point = key.ExportParameters(false).Q;
        return PublicJwk.Of("P-256", point.X, point.Y);
    }
}
