using System.Text.Json.Nodes;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using CityKit.Credentials.Vc;
using CityKit.Services.Claims;
using CityKit.Services.Plans;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Samples.NoPaper;

/// <summary>Two parents with their phones, and the two authorities whose credentials they hold. Invented.</summary>
internal sealed class Family : IStatusListSource, IDisposable
{
    private const string IdCard = "https://credentials.example/id-card";
    private const string MotherNumber = "370202199504010017";
    private readonly FakeTimeProvider time;
    private readonly Bureau police = new("ministry-of-public-security", IdCard);
    private readonly Bureau insurance = new("social-insurance-agency", "https://city.example/social-security-card");
    private readonly Phone mother = new("mother");
    private readonly Phone father = new("father");
    private readonly VcVerifier verifier;

    internal Family(FakeTimeProvider time)
    {
        this.time = time;
        Issuers = new IssuerRegistry([police.Issuer, insurance.Issuer]);
        verifier = new VcVerifier(Issuers);
        mother.Keep("id-card", police.Issue(Card("虚构甲", MotherNumber, "1995-04-01", "女"), mother.Key.PublicKey));
        father.Keep("id-card", police.Issue(Card("虚构乙", "370202199402110017", "1994-02-11", "男"), father.Key.PublicKey));
        var card = CertificateCredential.ClaimsOf(SocialSecurityCard, Data.Certificates.Types[0], time.Now);
        mother.Keep("social-security-card", insurance.Issue(card, mother.Key.PublicKey));
    }

    internal IssuerRegistry Issuers { get; }

    /// <summary>The electronic certificate of which the mother's credential is made.</summary>
    internal ElectronicCertificate SocialSecurityCard { get; } = new()
    {
        Identifier = CertificateIdentifier.Of(Data.Certificates.Types[0].Code, Insurance.Code, "2026000001"),
        TypeName = "虚构社会保障卡", Number = "N000000001", Issuer = Insurance, DefinedBy = new CertificateBody("虚构部门", "11100000000013338W"),
        IssuedOn = new LocalDate(2026, 3, 2), ValidFrom = new LocalDate(2026, 3, 2), ValidUntil = new LocalDate(2031, 3, 1),
        Holder = new CertificateHolder("虚构甲", MotherNumber, CertificateHolder.CitizenNumber, HolderCategory.Person),
        Area = Core.Codes.AreaCode.Parse("370202"), Trust = TrustLevel.A,
        Fields = [new CertificateField("bank_account", "0000111122223333")],
        File = new CertificateFile(new string('a', 64), 10, "application/ofd"),
    };

    internal static CertificateBody Insurance { get; } = new("虚构社会保险经办机构", "11430000006122244L");

    internal IReadOnlyList<HeldCredential> Wallet => [.. Phones.SelectMany(phone => phone.Wallet(verifier, time.Now))];

    private IEnumerable<Phone> Phones => [mother, father];

    /// <summary>What both phones show: what is asked for one item and no more.</summary>
    internal IReadOnlyList<string> Present(IEnumerable<Disclosure> asked, Func<PresentationRequest> request) =>
        [.. asked.GroupBy(shown => shown.Credential).Select(shown => Phones.Single(phone => phone.Has(shown.Key)).Present(
            shown.Key, shown.SelectMany(part => part.Claims).Select(claim => claim.Claim).Distinct(), request(), time.Now))];

    /// <summary>The hub asks for a list: the authority signs it.</summary>
    public Task<StatusFetch> FetchAsync(string uri, CancellationToken cancellation)
    {
        var bureau = police.ListUri == uri ? police : insurance;
        return Task.FromResult(StatusFetch.Of(bureau.ListAt(time.Now).Sign(bureau.Key)));
    }

    public void Dispose()
    {
        police.Dispose();
        insurance.Dispose();
        mother.Dispose();
        father.Dispose();
    }

    private VcClaims Card(string name, string number, string birthDate, string sex)
    {
        var claims = new JsonObject
        {
            ["name"] = name, ["number"] = number, ["birth_date"] = birthDate, ["address"] = "市南区虚构路1号", ["sex"] = sex,
        };
        return new VcClaims(IdCard, claims)
        {
            Disclosable = [.. claims.Select(claim => ClaimPath.Of(claim.Key))],
            IssuedAt = time.Now, Expires = time.Now + Duration.FromDays(365),
        };
    }
}
