using System.Text;
using CityKit.Credentials.Certificates;
using NodaTime;

namespace CityKit.Credentials.Tests.Certificates;

/// <summary>Invented certificates and an invented catalogue; the codes of bodies are real, as their check characters need to be.</summary>
internal static class TestCertificates
{
    internal const string Catalogue = """
        {"schema": 1, "types": [
          {"code": "11100000000013338W011", "name": {"zh": "虚构居住证明", "en": "Invented residence certificate"}, "definedBy": "虚构部门",
           "issuers": ["11430000006122244L", "340100"], "holders": ["person"], "mostYears": 10, "sensitive": false, "vct": "https://city.example/residence",
           "fields": [{"name": "address", "label": {"zh": "住址", "en": "address"}, "required": true},
                      {"name": "remark", "label": {"zh": "备注", "en": "remark"}}]},
          {"code": "11100000000013338W032", "name": {"zh": "虚构许可", "en": "Invented permit"}, "definedBy": "虚构部门"}]}
        """;

    internal static readonly LocalDate Today = new(2026, 3, 2);

    internal static readonly CertificateCatalogue Types = CertificateCatalogue.Read(Encoding.UTF8.GetBytes(Catalogue)).Catalogue!;

    internal static readonly ElectronicCertificate First = new()
    {
        Identifier = CertificateIdentifier.Of(CertificateTypeCode.Parse("11100000000013338W011"), "11430000006122244L", "2026000001"),
        TypeName = "虚构居住证明", Number = "No. 2026-1", Issuer = new CertificateBody("虚构街道", "11430000006122244L"),
        DefinedBy = new CertificateBody("虚构部门", "11100000000013338W"), IssuedOn = Today, ValidFrom = Today, ValidUntil = Today.PlusYears(5),
        Holder = new CertificateHolder("Example Person", "370202190001050008", CertificateHolder.CitizenNumber, HolderCategory.Person),
        Area = Core.Codes.AreaCode.Parse("370202"), Trust = TrustLevel.A, Fields = [new CertificateField("address", "Imagined Road 1")],
        File = new CertificateFile(new string('a', 64), 10, "application/ofd"),
    };
}
