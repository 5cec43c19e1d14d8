using System.Text;
using CityKit.Credentials.Certificates;

namespace CityKit.Credentials.Tests.Certificates;

public sealed class CertificateCatalogueTests
{
    private static readonly ElectronicCertificate First = TestCertificates.First;

    public static TheoryData<string, ElectronicCertificate> Refused => new()
    {
        { "bad-certificate", First with { Number = "" } },
        { "wrong-issuer", Of("11100000000013338W011", "11220000013544541J") },
        { "wrong-holder", First with { Holder = new CertificateHolder("Invented Ltd", "91370202MA3UTR1249",
            "001", HolderCategory.LegalPerson), Leniencies = [] } },
        { "too-long", First with { ValidUntil = First.ValidFrom.PlusYears(10).PlusDays(1) } },
        { "too-long", First with { ValidUntil = null } },
        { "unknown-field", First with { Fields = [.. First.Fields, new CertificateField("adress", "x")] } },
        { "missing-field", First with { Fields = [] } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_CertificateThatItsTypeDoesNotAllow_SaysWhy(string code, ElectronicCertificate certificate)
    {
        var refusal = TestCertificates.Types.Check(certificate)!;
        Assert.Equal(code, refusal.Code);
        Assert.All([refusal.Message.En, refusal.Message.Zh], text => Assert.NotEqual("", text));
    }

    [Fact]
    public void Check_UnknownType_NamesTheOneThatWasMeant()
    {
        var refusal = TestCertificates.Types.Check(Of("11100000000013338W031", "11430000006122244L"))!;
        Assert.Equal("unknown-type", refusal.Code);
        Assert.Single(refusal.Allowed);
    }

    [Fact]
    public void Check_RightCertificate_IsTaken() => Assert.Null(TestCertificates.Types.Check(First));

    [Theory]
    [InlineData("\"code\": \"11100000000013338W032\"", "\"code\": \"11100000000013338W011\"", "types[1].code", null)] // twice
    [InlineData("\"code\": \"11100000000013338W032\"", "\"code\": \"11100000000013338X032\"", "types[1].code", null)]
    [InlineData("\"holders\": [\"person\"]", "\"holders\": [\"persn\"]", "types[0].holders", "person")]
    [InlineData("\"sensitive\"", "\"sensitiv\"", "types[0].sensitiv", "sensitive")]
    [InlineData("\"340100\"", "\"990100\"", "types[0].issuers", null)]
    [InlineData("\"mostYears\": 10", "\"mostYears\": 0", "types[0].mostYears", null)]
    [InlineData("\"name\": \"remark\"", "\"name\": \"address\"", "types[0].fields[1].name", null)]
    public void Read_WrongFile_SaysWhereAndWhatWasMeant(string from, string to, string path, string? near)
    {
        Assert.Contains(from, TestCertificates.Catalogue, StringComparison.Ordinal);
        var (catalogue, errors) = CertificateCatalogue.Read(Encoding.UTF8.GetBytes(TestCertificates.Catalogue.Replace(from, to,
            StringComparison.Ordinal)));
        Assert.Null(catalogue);
        Assert.Contains(errors, error => error.Path == path && error.NearMiss == near && error.Line > 1);
    }

    private static ElectronicCertificate Of(string type, string issuer) => First with
    {
        Identifier = CertificateIdentifier.Of(CertificateTypeCode.Parse(type), issuer, "1"), Issuer = First.Issuer with { Code = issuer },
    };
}
