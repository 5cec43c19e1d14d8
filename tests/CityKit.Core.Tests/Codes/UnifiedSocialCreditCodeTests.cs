using CityKit.Core.Codes;

namespace CityKit.Core.Tests.Codes;

public class UnifiedSocialCreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    // Codes of public bodies as they stand in published documents; each check character recomputed by GB 32100-2015.
    [Theory]
    [InlineData("11100000000013338W")]
    [InlineData("11430000006122244L")]
    [InlineData("11220000013544541J")]
    [InlineData("91610800064834709T")]
    [InlineData("113700000045030270")]
    [InlineData("113700000045046442")]
    [InlineData("11100000MB03271699")]
    [InlineData("11330105002500287C")]
    [InlineData("11100000000013661B")]
    [InlineData("11110000000021135M")]
    public void Parse_ACodeInUse_ReadsAndPrintsBack(string text)
    {
        Assert.Null(UnifiedSocialCreditCode.Check(text));
        Assert.Equal(text, UnifiedSocialCreditCode.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", "length", 0)]
    [InlineData("11100000000013338", "length", 0)]
    [InlineData("11100000000013338WW", "length", 0)]
    [InlineData("1110000000001333OW", "character", 16)]
    [InlineData("I1100000000013338W", "character", 0)]
    [InlineData("11100000000013338w", "character", 17)]
    [InlineData("11100000000013338X", "check", 17)]
    [InlineData("370202190001052679", "department", 1)] // an invented citizen's number whose last digit is right here too
    [InlineData("LL370202MA3UTR1243", "department", 0)]
    [InlineData("91ABCDEFMA3UTR124T", "area", 2)]
    [InlineData("91990202MA3UTR124R", "area", 2)]
    [InlineData("91370202MA3UTR1236", "organisation", 16)] // GB 11714 gives MA3UTR12 the check character 4
    public void Check_Wrong_NamesWhatAndWhere(string text, string problem, int position)
    {
        var found = UnifiedSocialCreditCode.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.False(UnifiedSocialCreditCode.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => UnifiedSocialCreditCode.Parse(text));
    }

    [Fact]
    public void Check_AnyOtherCharacterAnywhere_IsFound()
    {
        const string Right = "11100000MB03271699";
        for (var at = 0; at < Right.Length; at++)
            foreach (var other in Alphabet.Where(c => c != Right[at]))
                Assert.Equal("check", UnifiedSocialCreditCode.Check(Right[..at] + other + Right[(at + 1)..])?.Code);
    }

    [Fact]
    public void Check_NeighboursExchanged_IsFound()
    {
        const string Right = "91610800064834709T";
        for (var at = 0; at < Right.Length - 1; at++)
            if (Right[at] != Right[at + 1])
                Assert.Equal("check", UnifiedSocialCreditCode.Check($"{Right[..at]}{Right[at + 1]}{Right[at]}{Right[(at + 2)..]}")?.Code);
    }
}
