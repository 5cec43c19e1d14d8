using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Trust;
using NodaTime;

namespace CityKit.Credentials.Tests.Trust;

/// <summary>Chains made here: a root, an authority below it, and signers of all sorts.</summary>
public sealed class CertificateTrustTests : IDisposable
{
    private const string Bureau = "https://bureau.example";
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0);
    private readonly List<IDisposable> made = [];
    private readonly X509Certificate2 root;
    private readonly X509Certificate2 authority;
    private readonly X509Certificate2 signer;
    private readonly CertificateTrust trust;

    public CertificateTrustTests()
    {
        root = Issue("CN=Root", null, ca: true);
        authority = Issue("CN=Authority", root, ca: true);
        signer = Issue("CN=Bureau", authority);
        trust = new CertificateTrust([Public(root)], ["licence"]);
    }

    public void Dispose() => made.ForEach(one => one.Dispose());

    [Fact]
    public void Find_OfAWholeChain_IsTheSignersKey()
    {
        var token = JwsWriter.Sign(new CertificateSigner(signer), "JWT", """{"a":1}"""u8, [Base64(signer), Base64(authority)]);
        var jws = Jws.Read(token, "issuer", out _)!;
        for (var i = 0; i < 3; i++)
        {
            var key = trust.Find(new KeyQuery(jws.Header, Bureau, "licence", Now), out var problem);
            Assert.Null(problem);
            Assert.Null(jws.Verify(key!));
        }
    }

    [Fact]
    public void Find_Twice_BuildsTheChainOnce() => Assert.Same(trust.Find(Query(signer, authority), out _), trust.Find(Query(signer, authority), out _));

    [Fact]
    public void Find_WithTheRootInTheHeader_TakesItFromTheListOfRootsAlone()
    {
        Assert.NotNull(trust.Find(Query(signer, authority, root), out _));
        var foreign = Issue("CN=Root", null, ca: true);
        AssertRefused(Query(Issue("CN=Bureau", foreign), foreign), "certificate");
    }

    [Fact]
    public void Find_WithoutTheAuthorityBetween_IsRefusedAndFetchesNothing() => AssertRefused(Query(signer), "certificate");

    [Fact]
    public void Find_OfASignerBelowOneThatIsNoAuthority_IsRefused() =>
        AssertRefused(Query(Issue("CN=Below", signer), signer, authority), "certificate");

    [Fact]
    public void Find_OfAChangedCertificate_IsRefused()
    {
        var der = signer.RawData;
        der[^1] ^= 1;
        AssertRefused(Query([Convert.ToBase64String(der), Base64(authority)]), "certificate");
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64!")]
    public void Find_OfWhatIsNoCertificate_NamesIt(string text)
    {
        Assert.Null(trust.Find(Query([Base64(signer), text]), out var problem));
        Assert.Equal(("certificate", "header x5c/1"), (problem!.Check, problem.Part));
    }

    [Fact]
    public void Find_OfNoneOrTooManyOrTooLarge_IsRefused()
    {
        AssertRefused(Query(Array.Empty<string>()), "certificate");
        AssertRefused(Query([.. Enumerable.Repeat(Base64(authority), 6)]), "certificate");
        AssertRefused(Query([Convert.ToBase64String(new byte[CertificateTrust.MaxCertificateBytes + 1])]), "certificate");
    }

    [Theory] // the signer's certificate is valid from -100 to 100 days; 60 s of skew
    [InlineData(-100 * 86_400 - 61, "certificate-validity")]
    [InlineData(-100 * 86_400 - 60, null)]
    [InlineData(100 * 86_400 + 59, null)]
    [InlineData(100 * 86_400 + 60, "certificate-validity")]
    public void Find_AroundTheCertificatesTimes_AllowsForTheSkew(int seconds, string? check)
    {
        for (var i = 0; i < 2; i++) // the chain is kept in between
        {
            trust.Find(Query(signer, authority) with { At = Now + Duration.FromSeconds(seconds) }, out var problem);
            Assert.Equal(check, problem?.Check);
        }
    }

    [Fact]
    public void Find_BelowAnAuthorityThatExpired_IsRefused()
    {
        var ended = Issue("CN=Ended", root, ca: true, days: 3);
        var query = Query(Issue("CN=Bureau", ended, days: 2), ended);
        Assert.NotNull(trust.Find(query, out _));
        AssertRefused(query with { At = Now + Duration.FromDays(4) }, "certificate-validity");
    }

    [Theory]
    [InlineData("https://bureau.example", null)]
    [InlineData("https://BUREAU.example/issuer/1", null)]
    [InlineData("urn:bureau:7", null)]
    [InlineData(null, null)]
    [InlineData("http://bureau.example", "issuer")]
    [InlineData("https://bureau.example.evil.example", "issuer")]
    [InlineData("https://other.example", "issuer")]
    [InlineData("urn:bureau:8", "issuer")]
    [InlineData("bureau.example", "issuer")]
    public void Find_OfAnIssuer_NeedsItsNameInTheCertificate(string? issuer, string? check)
    {
        trust.Find(Query(signer, authority) with { Issuer = issuer }, out var problem);
        Assert.Equal(check, problem?.Check);
    }

    [Fact]
    public void Find_OfATypeThatIsNotGiven_IsRefused() => AssertRefused(Query(signer, authority) with { CredentialType = "passport" }, "issuer-type");

    [Fact]
    public void Find_OfAKeyThatMayNotSignOrIsOnAnotherCurve_IsRefused()
    {
        AssertRefused(Query(Issue("CN=Bureau", authority, usage: X509KeyUsageFlags.KeyAgreement), authority), "certificate");
        AssertRefused(Query(Issue("CN=Bureau", authority, curve: ECCurve.NamedCurves.nistP384), authority), "certificate");
    }

    private void AssertRefused(KeyQuery query, string check)
    {
        Assert.Null(trust.Find(query, out var problem));
        Assert.Equal(check, problem!.Check);
    }

    private static KeyQuery Query(params X509Certificate2[] chain) => Query([.. chain.Select(Base64)]);

    private static KeyQuery Query(IReadOnlyList<string> chain) => new(new JwsHeader("ES256", null, null, chain), Bureau, "licence", Now);

    private static string Base64(X509Certificate2 certificate) => Convert.ToBase64String(certificate.RawData);

    private X509Certificate2 Public(X509Certificate2 certificate) => Keep(X509CertificateLoader.LoadCertificate(certificate.RawData));

    private T Keep<T>(T one) where T : IDisposable
    {
        made.Add(one);
        return one;
    }

    private X509Certificate2 Issue(string name, X509Certificate2? issuer, bool ca = false, int days = 100,
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature, ECCurve? curve = null)
    {
        using var key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(ca, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(ca ? X509KeyUsageFlags.KeyCertSign : usage, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("bureau.example");
        names.AddUri(new Uri("urn:bureau:7"));
        if (!ca) request.CertificateExtensions.Add(names.Build());
        var (from, until) = (Now.ToDateTimeOffset().AddDays(-days), Now.ToDateTimeOffset().AddDays(days));
        if (issuer is null) return Keep(request.CreateSelfSigned(from.AddDays(-10), until.AddDays(10)));
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        var signed = Keep(request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), from, until, Guid.NewGuid().ToByteArray()));
        return usage.HasFlag(X509KeyUsageFlags.DigitalSignature) ? Keep(signed.CopyWithPrivateKey(key)) : signed;
    }
}
