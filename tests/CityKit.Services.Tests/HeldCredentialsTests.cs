using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Services.Claims;
using CityKit.Services.Plans;
using CityKit.Services.Tests.Support;
using CityKit.Services.Wallets;
using NodaTime;

namespace CityKit.Services.Tests;

/// <summary>What was verified becomes what a plan sees, and nothing is lost on the way: status, validity, signature, leniency.</summary>
public sealed class HeldCredentialsTests
{
    private const string Statement = """
        {"id": "statement", "name": {"zh": "承诺书", "en": "Statement"}, "kind": "signature",
         "provedBy": [{"credential": "id-card", "claims": ["name"], "signed": true}]}
        """;

    private static readonly Instant Expires = TestCatalogue.Now + Duration.FromDays(365);

    [Fact]
    public void From_AnSdJwtThatItsHolderPresents_ProvesASignatureAndShowsWhatWasDisclosed()
    {
        var held = HeldCredentials.From("c-1", Present("name"), StatusVerdict.Valid);
        Assert.Equal(("urn:id-card", "police", true), (held.Type, held.Issuer, held.IsSigned));
        Assert.Equal((HeldStatus.Valid, Expires), (held.Status, held.ValidUntil));
        Assert.Equal(["address.street", "name"],
            held.Claims.Keys.Order(StringComparer.Ordinal)); // number was kept back, address is always visible
        var catalogue = TestCatalogue.With(Statement, """{"material": "statement"}""");
        var plan = new ServicePlanner(catalogue, []).Plan(catalogue.FindItem("allowance")!, [held], TestCatalogue.Now);
        Assert.Equal(MaterialWay.Proved, plan.Materials[0].Way);
    }

    [Theory]
    [InlineData(StatusVerdict.Valid, HeldStatus.Valid)]
    [InlineData(StatusVerdict.Revoked, HeldStatus.Revoked)]
    [InlineData(StatusVerdict.Suspended, HeldStatus.Suspended)]
    [InlineData(StatusVerdict.Stale, HeldStatus.Stale)]
    [InlineData(StatusVerdict.Unknown, HeldStatus.Unknown)]
    public void From_AVerdict_KeepsIt(StatusVerdict verdict, HeldStatus status) =>
        Assert.Equal(status, HeldCredentials.From("c-1", Present("name"), verdict).Status);

    [Theory]
    [InlineData(CertificateState.Valid, HeldStatus.Valid)]
    [InlineData(CertificateState.Suspended, HeldStatus.Suspended)]
    [InlineData(CertificateState.Superseded, HeldStatus.Revoked)]
    [InlineData(CertificateState.Cancelled, HeldStatus.Revoked)]
    public void From_AnElectronicCertificate_KeepsStateDaysAndLeniency(CertificateState state, HeldStatus status)
    {
        var held = HeldCredentials.From("c-1", new RegisteredCertificate(Certificate(), state), "child");
        Assert.Equal(("11100000000013338W011", "11430000006122244L", "child"), (held.Type, held.Issuer, held.Party));
        Assert.Equal((status, false), (held.Status, held.IsSigned));
        Assert.Equal(Instant.FromUtc(2026, 3, 1, 16, 0), held.ValidFrom); // the first moment of 2 March in Shanghai
        Assert.Equal(Instant.FromUtc(2027, 3, 2, 16, 0), held.ValidUntil); // its last day is in it
        Assert.Equal("holder.check", Assert.Single(held.Leniencies));
        Assert.Equal("Imagined Road 1", held.Claims["address"].AsText);
        Assert.Equal(new LocalDate(2027, 3, 2), held.Claims["valid_until"].AsDay());
    }

    private static VerifiedSdJwt Present(string claim)
    {
        using var issuer = SigningKey.Create("issuer");
        using var holder = SigningKey.Create();
        var claims = new JsonObject
        {
            ["iss"] = "police", ["vct"] = "urn:id-card", ["iat"] = TestCatalogue.Now.ToUnixTimeSeconds(), ["exp"] = Expires
                .ToUnixTimeSeconds(),
            ["name"] = "虚构", ["number"] = "1", ["address"] = new JsonObject { ["street"] = "Imagined Road" }, ["list"] = new JsonArray(1,
                2),
        };
        using var random = RandomNumberGenerator.Create();
        var issued = SdJwtIssuer.Issue(new SdJwtClaims(claims)
        {
            Disclosable = [ClaimPath.Of("name"), ClaimPath.Of("number")], HolderKey = holder.PublicKey,
        }, issuer, "dc+sd-jwt", random);
        var request = new PresentationRequest("https://hub.example", "a-nonce-of-this-test", "allowance");
        var shown = SdJwtHolder.Select(issued, [ClaimPath.Of(claim)], out _)!;
        var presented = SdJwtHolder.Present(shown, request, holder, TestCatalogue.Now, out _)!;
        var verified = new SdJwtVerifier(new OneIssuer(issuer.PublicKey)).VerifyPresentation(presented.ToString(), request,
            TestCatalogue.Now, out var problem);
        Assert.Null(problem);
        return verified!;
    }

    /// <summary>An invented certificate; the codes of bodies are real, as their check characters need to be.</summary>
    private static ElectronicCertificate Certificate() => new()
    {
        Identifier = CertificateIdentifier.Of(CertificateTypeCode.Parse("11100000000013338W011"), "11430000006122244L", "2026000001"),
        TypeName = "虚构居住证明", Number = "No. 2026-1", Issuer = new CertificateBody("虚构街道", "11430000006122244L"),
        DefinedBy = new CertificateBody("虚构部门", "11100000000013338W"),
        IssuedOn = new LocalDate(2026, 3, 2), ValidFrom = new LocalDate(2026, 3, 2), ValidUntil = new LocalDate(2027, 3, 2),
        Holder = new CertificateHolder("Example Person", "370202190001050008", CertificateHolder.CitizenNumber, HolderCategory.Person),
        Fields = [new CertificateField("address", "Imagined Road 1")],
        Leniencies = [new CodeLeniency("holder", "check", "clerk-1", "the number is on the old card", new LocalDate(2026, 3, 2))],
    };
}
