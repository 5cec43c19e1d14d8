using System.Text;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tests.Support;
using CityKit.Credentials.Vc;
using NodaTime;
using static CityKit.Credentials.Tests.Support.SdJwtBench;

namespace CityKit.Credentials.Tests.Certificates;

/// <summary>The registry's record as an SD-JWT VC.</summary>
public sealed class CertificateCredentialTests
{
    private static readonly ElectronicCertificate First = TestCertificates.First;
    private static readonly CertificateType Type = TestCertificates.Types.Find(First.Identifier.Type)!;
    private static readonly VcVerifier Vcs = new(new OneIssuer(IssuerKey.PublicKey));

    [Fact]
    public void Present_OneField_ShowsItAndNothingElseOfTheHolder()
    {
        var vc = Vcs.VerifyPresentation(Present(Issue(First), "/fields/address"), Request, Now, out var problem)!;
        Assert.Null(problem);
        Assert.Equal((Type.VerifiableType, "Imagined Road 1", First.Identifier.Type.Value),
            (vc.Type, vc.Token.Claims.Text(ClaimPath.Of("fields", "address")), vc.Token.Claims.Text(ClaimPath.Of("certificate_type"))));
        Assert.Equal("虚构街道", vc.Token.Claims.Text(ClaimPath.Of("issued_by", "name")));
        var shown = Encoding.UTF8.GetString(vc.Token.Claims.Utf8.Span);
        foreach (var hidden in (string[])["Example Person", First.Holder.Code, First.Number, First.Identifier.Value])
            Assert.DoesNotContain(hidden, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_AllDisclosed_SaysWhatTheRecordSays()
    {
        var claims = Vcs.VerifyIssued(Issue(First).ToString(), Now, out _)!.Token.Claims;
        Assert.Equal((First.Identifier.Value, First.Number, First.Holder.Name, First.Holder.Code, "person"),
            (claims.Text(ClaimPath.Of("identifier")), claims.Text(ClaimPath.Of("number")), claims.Text(ClaimPath.Of("holder", "name")),
                claims.Text(ClaimPath.Of("holder", "code")), claims.Text(ClaimPath.Of("holder", "category"))));
    }

    [Theory] // the last valid day is 2 March 2031, to its end in the city: 16:00 UTC
    [InlineData("2026-03-01T15:59:00Z", false)]
    [InlineData("2026-03-01T16:00:00Z", true)]
    [InlineData("2031-03-02T15:59:00Z", true)]
    [InlineData("2031-03-02T16:00:00Z", false)]
    public void Verify_OutsideItsDates_IsRefused(string at, bool isValid)
    {
        var vcs = new VcVerifier(new OneIssuer(IssuerKey.PublicKey),
            new VcPolicy { Token = SdJwtPolicy.Default with { Skew = Duration.Zero } });
        var token = Issue(First, Instant.FromUtc(2026, 3, 1, 0, 0)).ToString();
        Assert.Equal(isValid, vcs.VerifyIssued(token, NodaTime.Text.InstantPattern.General.Parse(at).Value, out _) is not null);
    }

    [Fact]
    public void Issue_CodeUnderALeniency_SaysSoToEveryVerifier()
    {
        var lenient = First with
        {
            Holder = First.Holder with { Code = "370202190001050007" },
            Leniencies = [new CodeLeniency("holder", "check", "clerk-1", "so in the register", TestCertificates.Today)],
        };
        var shown = Encoding.UTF8.GetString(Vcs.VerifyPresentation(Present(Issue(lenient)), Request, Now, out _)!.Token.Claims.Utf8.Span);
        Assert.Contains("""[{"member":"holder","rule":"check"}]""", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("clerk-1", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void ClaimsOf_AnotherTypeOrOneWithoutVct_Throws()
    {
        var other = TestCertificates.Types.Find(CertificateTypeCode.Parse("11100000000013338W032"))!;
        Assert.Throws<ArgumentException>(() => CertificateCredential.ClaimsOf(First, other, Now));
        Assert.Throws<ArgumentException>(() => CertificateCredential.ClaimsOf(First, Type with { VerifiableType = null }, Now));
    }

    private static SdJwtToken Issue(ElectronicCertificate certificate, Instant? at = null) => VcIssuer.Issue(
        CertificateCredential.ClaimsOf(certificate, Type, at
            ?? Now) with { Issuer = "https://city.example", HolderKey = HolderKey.PublicKey },
        IssuerKey, new SeededRandom(1));
}
