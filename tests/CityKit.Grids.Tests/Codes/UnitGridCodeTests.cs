using CityKit.Core.Codes;
using CityKit.Grids.Codes;

namespace CityKit.Grids.Tests.Codes;

public class UnitGridCodeTests
{
    [Fact]
    public void Parse_FifteenDigits_HasCommunityAndSequence()
    {
        var code = UnitGridCode.Parse("370202014901007");
        Assert.Equal(("370202014901", 7, false), (code.Community.ToString(), code.Sequence, code.IsOlderForm));
        Assert.Equal(UnitGridCode.Of(AreaCode.Parse("370202014901"), 7), code);
        Assert.Equal("370202014901007", code.ToString());
    }

    // CJ/T 213-2005: 12 + 2 digits.
    [Fact]
    public void Parse_FourteenDigits_KeepsItsTextAndWidens()
    {
        var code = UnitGridCode.Parse("37020201490107");
        Assert.Equal(("37020201490107", true, "370202014901007"), (code.ToString(), code.IsOlderForm, code.ToFifteenDigits().ToString()));
        Assert.NotEqual(code, code.ToFifteenDigits());
    }

    [Theory]
    [InlineData("3702020149010", "length", 0)]
    [InlineData("37020201490100x", "digit", 14)]
    [InlineData("370202014901000", "sequence", 12)]
    [InlineData("37020201490100", "sequence", 12)]
    [InlineData("370202014000001", "level", 9)]
    [InlineData("170202014901001", "province", 0)]
    public void Check_Wrong_NamesWhatAndWhere(string text, string problem, int position)
    {
        var found = UnitGridCode.Check(text);
        Assert.Equal((problem, position), (found?.Code, found?.Position));
        Assert.Throws<FormatException>(() => UnitGridCode.Parse(text));
    }

    [Fact]
    public void CompareTo_IsOrderOfText()
    {
        string[] texts = ["370202014901001", "370202014901010", "370202014902001", "370203014901001"];
        Assert.Equal(texts, texts.Reverse().Select(text => UnitGridCode.Parse(text)).Order().Select(code => code.ToString()));
    }

    [Theory]
    [InlineData("370202014", 1)]
    [InlineData("370202014901", 0)]
    [InlineData("370202014901", 1000)]
    public void Of_OutOfRange_Throws(string area, int sequence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => UnitGridCode.Of(AreaCode.Parse(area), sequence));
}
