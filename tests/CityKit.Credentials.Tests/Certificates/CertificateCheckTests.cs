using System.Text;
using CityKit.Credentials.Certificates;
using NodaTime;

namespace CityKit.Credentials.Tests.Certificates;

public sealed class CertificateCheckTests
{
    private static readonly ElectronicCertificate First = TestCertificates.First;

    public static TheoryData<string, string, ElectronicCertificate> Wrong => new()
    {
        { "root", "identifier", First with { Identifier = default } },
        { "check", "holder", First with { Holder = First.Holder with { Code = "370202190001050007" } } },
        { "birth", "holder", First with { Holder = First.Holder with { Code = "370202190013050008" } } },
        { "link", "issuer", First with { Issuer = First.Issuer with { Code = "340100" } } },
        { "link", "definedBy", First with { DefinedBy = First.DefinedBy with { Code = "11430000006122244L" } } },
        { "link", "previous", First with { Identifier = First.Identifier.Next() } },
        { "text", "number", First with { Number = " " } },
        { "text", "holder.name", First with { Holder = First.Holder with { Name = new string('n', 201) } } },
        { "text", "holder.codeKind", First with { Holder = First.Holder with { CodeKind = "1" } } },
        { "text", "fields.address", First with { Fields = [new CertificateField("address", new string('v', 2001))] } },
        { "fields", "fields", First with { Fields = [new CertificateField("address", "a"), new CertificateField("address", "b")] } },
        { "fields", "fields.Address", First with { Fields = [new CertificateField("Address", "a")] } },
        { "validity", "validUntil", First with { ValidUntil = First.ValidFrom.PlusDays(-1), IssuedOn = First.ValidFrom.PlusDays(-9) } },
        { "validity", "validUntil", First with { IssuedOn = First.ValidUntil!.Value.PlusDays(1) } },
        { "file", "file", First with { File = First.File! with { Sha256 = new string('A', 64) } } },
        { "leniency", "leniencies.holder", First with { Leniencies = [Leniency("holder", "check")] } }, // it keeps the rule
        { "leniency", "leniencies.holder", First with { Leniencies = [Leniency("holder", "birth")] } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Of_WrongRecord_NamesCheckAndMemberWithoutTheHolder(string check, string part, ElectronicCertificate certificate)
    {
        var problem = Assert.Single(CertificateCheck.Of(certificate));
        Assert.Equal((check, part), (problem.Check, problem.Part));
        Assert.DoesNotContain(certificate.Holder.Code, problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Example", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RightRecord_FindsNothing() => Assert.Empty(CertificateCheck.Of(First));

    [Theory] // codes that are real and break the rule: taken by a leniency that says so, and only for that rule
    [InlineData("check", "370202190001050007", true)]
    [InlineData("check", "370202190013050008", false)] // the birth date is wrong, not the check
    [InlineData("birth", "370202190013050008", true)]
    [InlineData("length", "3702021900010500", false)] // the form is never waived
    public void Of_CodeUnderALeniency_IsTakenForThatRuleAlone(string rule, string code, bool isTaken)
    {
        var certificate = First with { Holder = First.Holder with { Code = code }, Leniencies = [Leniency("holder", rule)] };
        Assert.Equal(isTaken, CertificateCheck.Of(certificate).Count == 0);
        Assert.Equal(isTaken, TestCertificates.Types.Check(certificate) is null);
    }

    [Theory] // the placeholder of vectors/domain.json: its form is right and its check is not
    [InlineData(true)]
    [InlineData(false)]
    public void Of_IdentifierWhoseCheckIsWrong_IsTakenUnderALeniencyAlone(bool isLenient)
    {
        var read = CertificateJson.Read(CertificateJson.Write(First with
        {
            Identifier = CertificateIdentifier.OfForm("1.2.156.3005.2.11100000000013338W050.91610800064834709T.2023000001.001.X"),
            Issuer = new CertificateBody("虚构公司", "91610800064834709T"), Leniencies = isLenient ? [Leniency("identifier", "check")] : [],
        })).Certificate!;
        Assert.Equal(isLenient ? [] : ["check (identifier)"], CertificateCheck.Of(read).Select(problem =>
            $"{problem.Check} ({problem.Part})"));
        Assert.Equal(isLenient ? "clerk-1" : null, read.Leniencies.FirstOrDefault()?.By);
    }

    [Fact]
    public void Of_LeniencyThatNamesNobody_IsWrong()
    {
        var leniency = Leniency("holder", "check") with { By = "" };
        var certificate = First with { Holder = First.Holder with { Code = "370202190001050007" }, Leniencies = [leniency] };
        Assert.Equal("leniency", Assert.Single(CertificateCheck.Of(certificate)).Check);
    }

    [Fact]
    public void Json_ReadAndWritten_IsTheSame()
    {
        var certificate = First.NewVersion(TestCertificates.Today) with { Leniencies = [Leniency("holder", "check")] };
        var bytes = CertificateJson.Write(certificate);
        var (read, errors) = CertificateJson.Read(bytes);
        Assert.Empty(errors);
        Assert.Equal(bytes, CertificateJson.Write(read!));
        Assert.Equal((certificate.Identifier, certificate.Previous, certificate.Holder), (read!.Identifier, read.Previous, read.Holder));
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":2", "schema")]
    [InlineData("\"issuedOn\":\"2026-03-02\"", "\"issuedOn\":\"2026-02-30\"", "issuedOn")]
    [InlineData("\"category\":\"person\"", "\"category\":\"persons\"", "holder.category")]
    [InlineData("\"number\"", "\"numbr\"", "numbr")]
    [InlineData("\"trust\":\"A\"", "\"trust\":\"E\"", "trust")]
    [InlineData(".001.", ".000.", "identifier")]
    public void Json_WrongMember_IsNamedWithItsPlace(string from, string to, string path)
    {
        var text = Encoding.UTF8.GetString(CertificateJson.Write(First));
        Assert.Contains(from, text, StringComparison.Ordinal);
        var (read, errors) = CertificateJson.Read(Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        Assert.Null(read);
        Assert.Contains(errors, error => error.Path == path && error.Line == 1 && error.Column > 1);
    }

    [Fact]
    public void ToString_OfARecord_SaysNothingOfItsHolder()
    {
        var text = $"{First} {First.Holder} {First.Fields[0]}";
        Assert.DoesNotContain("Example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("3702021900", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Imagined", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsAnother_IsNot()
    {
        var file = await CertificateFile.OfAsync(new MemoryStream("abc"u8.ToArray()), "application/ofd");
        Assert.Equal(("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", 3), (file.Sha256, file.Bytes)); // FIPS 180-4
        Assert.True(await file.IsAsync(new MemoryStream("abc"u8.ToArray())));
        Assert.False(await file.IsAsync(new MemoryStream("abd"u8.ToArray())));
    }

    private static CodeLeniency Leniency(string member, string rule) => new(member, rule, "clerk-1",
        "the register has it so", TestCertificates.Today);
}
