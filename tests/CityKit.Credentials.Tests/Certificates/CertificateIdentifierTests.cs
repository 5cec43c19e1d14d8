using CityKit.Credentials.Certificates;

namespace CityKit.Credentials.Tests.Certificates;

/// <summary>Identifiers (GB/T 36904-2018). The rows are standards.md 3.1 and vectors/domain.json, recomputed there from published
/// records.</summary>
public sealed class CertificateIdentifierTests
{
    private const string First = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U";

    [Theory]
    [InlineData(First, "11100000000013338W011", "11430000006122244L", "20230000403", 1)]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S", "11100000000013338W011", "11430000006122244L",
        "20230000403", 2)]
    [InlineData("1.2.156.3005.2.11100000000013338W032.11220000013544541J.2430599.001.F", "11100000000013338W032", "11220000013544541J",
        "2430599", 1)]
    [InlineData("1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9", "11100000MB03271699022", "340100", "000000016", 1)]
    [InlineData("1.2.156.3005.2.11100000000013338W009.11330105002500287C.2025052201.002.0", "11100000000013338W009", "11330105002500287C",
        "2025052201", 2)]
    public void Parse_IdentifierInUse_GivesItsPartsAndPrintsBack(string text, string type, string issuer, string serial, int version)
    {
        var id = CertificateIdentifier.Parse(text);
        Assert.Equal((text, type, issuer, serial, version), (id.ToString(), id.Type.Value, id.Issuer, id.Serial, id.Version));
        Assert.Equal(type[..18], id.Type.Authority.Value);
        Assert.Equal(id, CertificateIdentifier.Of(id.Type, issuer, serial, version));
    }

    [Theory] // placeholders of published documents, whose checks are wrong
    [InlineData("1.2.156.3005.2.11100000000013661B006.113700000045046442.209FA4E88F9E4C878F3E9BED2CE7EA49.001.M", 'D')]
    [InlineData("1.2.156.3005.2.11100000000013338W050.91610800064834709T.2023000001.001.X", '2')]
    public void Check_Placeholder_NamesTheCheckThatTheRestMakes(string text, char expected)
    {
        Assert.Equal("check", CertificateIdentifier.Check(text)!.Code);
        Assert.Equal(expected, CertificateIdentifier.ExpectedCheck(text));
        Assert.Contains($"'{expected}'", CertificateIdentifier.Check(text)!.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "root")]
    [InlineData("1.2.156.3005.3.11100000000013338W011.340100.1.001.U", "root")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100.1.001", "fields")]
    [InlineData("1.2.156.3005.2.11100000000013338W01.340100.1.001.U", "type-length")]
    [InlineData("1.2.156.3005.2.11100000000013338W011..1.001.U", "issuer-length")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.11430000006122244LL.1.001.U", "issuer-length")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100..001.U", "serial-length")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100.1.000.U", "version")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100.1.1A1.U", "version")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100.a.001.U", "character")]
    [InlineData("1.2.156.3005.2.11100000000013338W011.340100.1.001.UU", "character")]
    public void Check_AnotherForm_SaysWhich(string text, string problem)
    {
        Assert.Equal(problem, CertificateIdentifier.Check(text)!.Code);
        Assert.Null(CertificateIdentifier.ExpectedCheck(text));
        Assert.False(CertificateIdentifier.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => CertificateIdentifier.Parse(text));
    }

    [Theory]
    [InlineData("11100000000013338X011", "11430000006122244L", "type", 32)] // the authority's own check is wrong
    [InlineData("11100000000013338W0A1", "11430000006122244L", "type", 34)]
    [InlineData("11100000000013338W011", "11430000006122244M", "issuer", 54)]
    public void Check_WrongCodeInside_IsFoundThoughTheLastCharacterIsRight(string type, string issuer, string problem, int position)
    {
        var body = $"1.2.156.3005.2.{type}.{issuer}.1.001.";
        var found = CertificateIdentifier.Check(body + CertificateIdentifier.ExpectedCheck(body + "0"))!;
        Assert.Equal((problem, position), (found.Code, found.Position));
    }

    [Fact]
    public void Check_AnyOtherCharacterAnywhere_IsFound()
    {
        for (var at = CertificateIdentifier.Root.Length; at < First.Length; at++)
            foreach (var other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".Where(c => First[at] != '.' && c != First[at]))
                Assert.NotNull(CertificateIdentifier.Check(First[..at] + other + First[(at + 1)..]));
    }

    [Fact]
    public void Next_OfAFixture_IsTheFixtureOfItsSecondVersion() =>
        Assert.Equal("1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
            CertificateIdentifier.Parse(First).Next().Value);

    [Fact]
    public void Next_AfterTheLastVersion_Throws()
    {
        var last = CertificateIdentifier.Of(CertificateTypeCode.Parse("11100000000013338W011"), "340100", "1", 999);
        Assert.Throws<InvalidOperationException>(() => last.Next());
        Assert.Throws<InvalidOperationException>(() => default(CertificateIdentifier).Next());
    }

    [Theory]
    [InlineData("", "1", 1)]
    [InlineData("340100", "a", 1)]
    [InlineData("340100", "1", 0)]
    [InlineData("340100", "1", 1000)]
    public void Of_WrongPart_Throws(string issuer, string serial, int version) =>
        Assert.ThrowsAny<ArgumentException>(() =>
            CertificateIdentifier.Of(CertificateTypeCode.Parse("11100000000013338W011"), issuer, serial, version));
}
