using System.Security.Cryptography;
using System.Text;
using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Credentials.Hub.Requests;
using CityKit.Credentials.Sources;
using CityKit.Credentials.Tests.Certificates;
using CityKit.Hub.Tests.Support;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Credentials.Hub.Tests.Support;

/// <summary>An invented counter: an issuer, two offices, a holder; what they send.</summary>
internal static class Counter
{
    internal const string Office = "invented office";
    internal const string Item = "school-registration";
    internal const string Purpose = "admission";

    internal static readonly Actor Issuer = Actor.Of("issuer-1", "虚构街道").With(Grant.Parse("CertificateIssuer@body/虚构街道"));
    internal static readonly Actor OtherIssuer = Actor.Of("issuer-2", "其他街道").With(Grant.Parse("CertificateIssuer@body/其他街道"));
    internal static readonly Actor Clerk = Actor.Of("clerk-1", Office).With(Grant.Parse($"CounterClerk@body/{Office}"));
    internal static readonly Actor OtherClerk = Actor.Of("clerk-2", "other office").With(Grant.Parse("CounterClerk@body/other office"));
    internal static readonly Actor Stranger = Actor.Of("resident-2", "", Role.Resident);

    internal static readonly ElectronicCertificate First = TestCertificates.First;
    internal static readonly ShowCode Code = CodeOf(1);

    internal static HubSetup Setup(bool hasSource = false) =>
        TestCity.NewSetup() with { Modules = [new CertificatesModule(TestCertificates.Types) { HasSource = hasSource }] };

    internal static Task<TestCity> StartAsync(ICityStore? store = null, FakeTimeProvider? time = null, bool hasSource = false) =>
        TestCity.StartAsync(store, Setup(hasSource), time);

    internal static string JsonOf(ElectronicCertificate certificate) => Encoding.UTF8.GetString(CertificateJson.Write(certificate));

    internal static IssueCertificate Issue(string id, ElectronicCertificate? certificate = null) =>
        new(id, TestCity.Resident.Id, JsonOf(certificate ?? First));

    internal static RenewCertificate Renew(string id, ElectronicCertificate? next = null) => new(id, TestCity.Resident.Id, JsonOf(next
        ?? Longer));

    internal static ElectronicCertificate Longer =>
        First.NewVersion(TestCertificates.Today) with { ValidUntil = TestCertificates.Today.PlusYears(7) };

    internal static ShowCertificate Show(string id, ShowCode? code = null, int minutes = 5) =>
        new(id, First.Identifier.Value, (code ?? Code).Digest, Item, Purpose, Office, minutes, 24);

    internal static RedeemCode Redeem(string id, ShowCode? code = null) => new(id, (code ?? Code).Value, Item, Purpose);

    internal static RequestCertificate Request(string id, string code = "370202190001050008") => new(id, TestCity.Resident.Id,
        $$"""{"name":"Example Person","code":"{{code}}","codeKind":"111","category":"person"}""", First.Identifier.Type.Value,
        Item, Purpose, Office, new LegalBasis(LegalBasisKind.Law, "Invented Act, art. 7"), 24);

    internal static ShowCode CodeOf(int seed) => ShowCode.Of(SHA256.HashData([(byte)seed]).AsSpan(0, ShowCode.ByteLength));
}
